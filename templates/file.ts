import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** The change of one file. */
export interface FileView {
  id?: string | undefined
  /** Level of the heading. */
  heading?: number | undefined
  path: HtmlValue
  counts: HtmlValue
  /** `added`, `renamed`, `binary`. */
  flags: readonly string[]
  isOpen: boolean
  body: Html
}

/** A file's path line with the diff behind it. */
export function fileRow(view: FileView): Html {
  const flags = view.flags.map((flag) => html`<span class="sp-flag">${flag}</span> `)
  return html`<div class="sp-file"${view.id && html` id="${view.id}"`}><details${view.isOpen && html` open`}><summary><span class="sp-path">${view.path}</span> ${flags}<span class="sp-counts">${view.counts}</span></summary>
${view.body}
</details></div>
`
}
