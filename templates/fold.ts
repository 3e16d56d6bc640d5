import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** Something folded away behind one line. */
export function fold(summary: HtmlValue, body: HtmlValue, isOpen = false): Html {
  return html`<details class="sp-fold"${isOpen && html` open`}><summary>${summary}</summary>
${body}
</details>
`
}
