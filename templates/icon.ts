import {type Html, html} from '../src/render/html.js'

/** A sign that stands beside a word and says nothing of its own. Drawn by the stylesheet. */
export function icon(name: string): Html {
  return html`<span class="sp-i sp-i-${name}"></span>`
}
