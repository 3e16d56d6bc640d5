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
  blocks: Iterable<Html>
  /** What came of it. */
  summary: readonly HtmlValue[]
  /** Net changes of the turn. */
  after: Iterable<Html>
  isUndone: boolean
}

/** One turn in pieces. */
export function* turn(view: TurnView): Generator<Html> {
  const tag = html`h${view.level}`
  yield html`<li><article class="sp-turn" id="${view.id}" aria-labelledby="${view.id}-h"${view.isUndone && html` data-state="undone"`}>
<header class="sp-prompt"><a class="sp-folio" href="#${view.id}" aria-label="Link to prompt ${view.number}">${view.number}</a>
<p class="sp-by">${view.by.map((fact) => html`<span>${fact}</span> `)}</p>
<${tag} id="${view.id}-h" dir="auto">${view.title}</${tag}>
${view.prompt}</header>
<div class="sp-answer">
`
  yield* view.blocks
  yield html`</div>
${view.summary.length > 0 && html`<p class="sp-sum">${view.summary.map((fact) => html`<span>${fact}</span> `)}</p>`}
`
  yield* view.after
  yield html`</article></li>
`
}
