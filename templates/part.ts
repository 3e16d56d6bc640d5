import {framed, type Piece} from '../src/render/flow.js'
import {type HtmlValue, html} from '../src/render/html.js'

/** A section after the turns, such as "Files changed". */
export interface PartView {
  id: string
  title: string
  note?: HtmlValue
  /** More below the heading: a switch, a tree. */
  head?: Iterable<Piece> | undefined
  className?: string | undefined
  body: Iterable<Piece>
}

/** A part with its heading where the contents stood. */
export function* part(view: PartView): Generator<Piece> {
  const {id, title, note, className} = view
  const bodyClass = className === undefined ? 'sp-part-body' : `sp-part-body ${className}`
  const heading = html`<div class="sp-part-head"><h2 id="${id}-h">${title}</h2>`
  const opened = html`</div>\n<div class="${bodyClass}">\n`
  yield html`<section class="sp-part sp-wrap" id="${id}" aria-labelledby="${id}-h">\n${heading}${note && html`<p>${note}</p>`}`
  if (view.head) yield* view.head
  yield* framed(opened, view.body, {
    close: html`</div></section>\n`,
    again: html`<section class="sp-part sp-wrap" aria-labelledby="${id}-h">\n${heading}<p>Continued from the page before.</p>${opened}`,
  })
}
