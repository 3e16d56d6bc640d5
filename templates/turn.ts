import {framed, type Piece} from '../src/render/flow.js'
import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** A prompt as the heading of what answers it. */
export interface TurnView {
  id: string
  /** Number in the session, shown in the margin. */
  number: number
  /** Level of the heading. */
  level: number
  title: HtmlValue
  /** Small facts above the title: agent, model, time. */
  by: readonly HtmlValue[]
  /** The rest of the prompt, attachments, context. */
  prompt: readonly Html[]
  blocks: Iterable<Piece>
  /** What came of it. */
  summary: readonly HtmlValue[]
  /** Net changes of the turn. */
  after: Iterable<Piece>
  isUndone: boolean
}

/** One turn in pieces. */
export function* turn(view: TurnView): Generator<Piece> {
  const tag = html`h${view.level}`
  const open = html`<li><article class="sp-turn" id="${view.id}" aria-labelledby="${view.id}-h"${view.isUndone && html` data-state="undone"`}>
<header class="sp-prompt"><a class="sp-folio" href="#${view.id}" aria-label="Link to prompt ${view.number}">${view.number}</a>
<p class="sp-by">${view.by.map((fact) => html`<span>${fact}</span> `)}</p>
<${tag} id="${view.id}-h" dir="auto">${view.title}</${tag}>
${view.prompt}</header>
<div class="sp-answer">
`
  const again = html`<li><article class="sp-turn sp-again" aria-label="Prompt ${view.number}, continued">
<header class="sp-prompt"><span class="sp-folio">${view.number}</span>
<p class="sp-by"><b>Continued from the page before</b></p></header>
<div class="sp-answer">
`
  yield* framed(open, within(view), {close: html`</div></article></li>\n`, again})
}

function* within(view: TurnView): Generator<Piece> {
  yield* view.blocks
  if (view.summary.length > 0) {
    yield html`<p class="sp-sum">${view.summary.map((fact) => html`<span>${fact}</span> `)}</p>\n`
  }
  yield* view.after
}
