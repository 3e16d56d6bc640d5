import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {type CountsView, countsCell, flagsOf} from './file.js'

/** A folder with what is in it, or a file. */
export type TreeView =
  | {type: 'folder'; name: HtmlValue; items: readonly TreeView[]}
  | {type: 'file'; name: HtmlValue; href: string; flags: readonly string[]; counts: CountsView}

/** The changed files by folder, each a link to its diff. `note` says what the tree leaves out. */
export function fileTree(items: readonly TreeView[], note?: string): Html {
  return html`<nav class="sp-tree" aria-label="Changed files">
${list(items)}${note && html`<p>${note}</p>\n`}</nav>
`
}

function list(items: readonly TreeView[]): Html {
  return html`<ul>\n${items.map((item) => html`<li>${row(item)}</li>\n`)}</ul>\n`
}

function row(item: TreeView): Html {
  if (item.type === 'folder') {
    return html`<span class="sp-dir"><bdi dir="ltr">${item.name}</bdi></span>${list(item.items)}`
  }
  const {href, name, flags, counts} = item
  return html`<a href="${href}"><bdi class="sp-name" dir="ltr">${name}</bdi> ${flagsOf(flags)}${countsCell(counts)}</a>`
}
