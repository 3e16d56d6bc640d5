import {framed, type Piece} from '../src/render/flow.js'
import {html} from '../src/render/html.js'

/** Steps in a row. The note says in one line what they were; the conversation view shows it in their place. */
export function* run(note: string, steps: Iterable<Piece>): Generator<Piece> {
  const open = html`<div class="sp-run"><p class="sp-run-note">${note}</p>\n`
  yield* framed(open, steps, {close: html`</div>\n`, again: html`<div class="sp-run">\n`})
}
