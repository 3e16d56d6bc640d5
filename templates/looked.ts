import {framed, type Piece} from '../src/render/flow.js'
import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {permalink} from './step.js'

/** One of several things that were looked at in a row. */
export interface LookedView {
  id: string
  /** `read`, `search`, `list`. */
  verb: string
  /** Path or pattern. */
  object: HtmlValue
  facts: readonly HtmlValue[]
  /** What was seen; absent where nothing was recorded. */
  body?: Html | undefined
}

/** What was looked at in a row, one line each. */
export function* lookedList(views: Iterable<LookedView | Piece>): Generator<Piece> {
  yield* framed(html`<ul class="sp-looked">\n`, lines(views), {
    close: html`</ul>`,
    again: html`<ul class="sp-looked">\n`,
  })
}

function* lines(views: Iterable<LookedView | Piece>): Generator<Piece> {
  for (const view of views) yield 'verb' in view ? line(view) : view
}

function line({id, verb, object, facts, body}: LookedView): Html {
  const name = html`<span class="sp-soft">${verb}</span> <code>${object}</code>`
  const said =
    facts.length > 0 &&
    html` <span class="sp-soft">${facts.map((fact) => html`<span>${fact}</span> `)}</span>`
  return html`<li id="${id}">${permalink(id)}${
    body
      ? html`<details><summary>${name}${said}</summary>${body}</details>`
      : html`<p>${name}${said}</p>`
  }</li>\n`
}
