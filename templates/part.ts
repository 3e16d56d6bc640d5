import {framed, type Piece} from '../src/render/flow.js'
import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** A section after the turns, such as "Files changed". */
export interface PartView {
  id: string
  title: string
  note?: HtmlValue
  /** More below the heading: a switch, a tree. */
  head?: Html | undefined
  className?: string | undefined
  body: Iterable<Piece>
}

/** A part with its heading where the contents stood. */
export function* part(view: PartView): Generator<Piece> {
  const {id, title, note, className} = view
  const bodyClass = className === undefined ? 'sp-part-body' : `sp-part-body ${className}`
  const open = html`<section class="sp-part sp-wrap" id="${id}" aria-labelledby="${id}-h">
<div class="sp-part-head"><h2 id="${id}-h">${title}</h2>${note && html`<p>${note}</p>`}${view.head}</div>
<div class="${bodyClass}">
`
  const again = html`<section class="sp-part sp-wrap" aria-labelledby="${id}-h">
<div class="sp-part-head"><h2 id="${id}-h">${title}</h2><p>Continued from the page before.</p></div>
<div class="${bodyClass}">
`
  const close = html`</div></section>\n`
  yield* framed(open, view.body, {close, again})
}
