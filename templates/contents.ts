import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {icon} from './icon.js'

/** A line of the contents. */
export interface ContentsView {
  /** Address of the place: `#t4`, or a page. */
  href: string
  /** Number of a prompt, or the icon of a part. */
  number?: HtmlValue
  icon?: string | undefined
  title: HtmlValue
  note?: string | undefined
}

/** The prompts, then other pages and the parts that follow. */
export function contents(prompts: readonly ContentsView[], rest: readonly ContentsView[]): Html {
  const [first, ...others] = rest.map(entry)
  return html`<nav class="sp-rail" id="contents" aria-labelledby="contents-h"><h2 id="contents-h">Contents</h2>
<ol>
${prompts.map(entry).map((one) => html`<li>${one}</li>\n`)}${first && html`<li class="sp-rail-part">${first}</li>\n`}${others.map((one) => html`<li>${one}</li>\n`)}</ol></nav>
`
}

function entry(view: ContentsView): Html {
  const sign = view.icon === undefined ? view.number : icon(view.icon)
  return html`<a href="${view.href}"><b>${sign}</b> <span class="sp-clamp" dir="auto">${view.title}</span>${view.note && html` <small>${view.note}</small>`}</a>`
}
