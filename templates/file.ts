import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** The change of one file. */
export interface FileView {
  /** Set for an entry of the files part, which has a heading and a link to itself. */
  anchor?: {id: string; label: string} | undefined
  path: HtmlValue
  counts: CountsView
  /** `added`, `renamed`, `binary`, `large`. */
  flags: readonly string[]
  isOpen: boolean
  body: Html
}

/** A file's path line with the diff behind it. */
export function fileRow({anchor, path, counts, flags, isOpen, body}: FileView): Html {
  const line = html`<summary>${anchor ? html`<h3>${path}</h3>` : path} ${flagsOf(flags)}${countsCell(counts)}</summary>`
  const details = html`<details${isOpen && html` open`}>${line}\n${body}\n</details>`
  if (!anchor) return html`<div class="sp-file">${details}</div>\n`
  const {id, label} = anchor
  return html`<section class="sp-file" id="${id}"><a class="sp-here" href="#${id}" aria-label="Link to ${label}"></a>${details}</section>\n`
}

/** Added and deleted lines, and what they are to each other: of five squares, so many are for added ones. */
export interface CountsView {
  text: HtmlValue
  squares?: number | undefined
}

/** The counts at the end of a line. The squares cost no element. */
export function countsCell({text, squares}: CountsView): Html {
  return html`<span class="sp-counts"${squares !== undefined && html` data-p="${squares}"`}>${text}</span>`
}

/** Words that say what the counts do not. */
export function flagsOf(flags: readonly string[]): Html {
  return html`${flags.map((flag) => html`<span class="sp-flag">${flag}</span> `)}`
}
