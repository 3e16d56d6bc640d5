import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** Keys and values: the form of everything that nobody has drawn. Empty for no entries. */
export function keyValues(entries: readonly (readonly [HtmlValue, HtmlValue])[]): Html {
  if (entries.length === 0) return html``
  return html`<dl class="sp-kv">
${entries.map(([key, value]) => html`<div><dt>${key}</dt><dd>${value}</dd></div>\n`)}</dl>
`
}
