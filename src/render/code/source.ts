import {type Html, html, join} from '../html.js'
import type {Highlighter} from './highlighter.js'
import {spansToHtml} from './spans.js'

export interface SourceOptions {
  /** Number of the first line. @default 1 */
  first?: number
  /** Language as shiki names it. @default plain */
  language?: string | undefined
}

/** Source with a number before each line. The numbers are attributes, so nobody copies them. */
export function numberedSource(
  code: string,
  highlighter: Highlighter,
  options: SourceOptions = {},
): Html {
  const first = options.first ?? 1
  const text = code.endsWith('\n') ? code.slice(0, -1) : code
  const lines = highlighter.highlight(text, options.language)
  const rows = lines.map(
    (spans, index) => html`<span data-n="${first + index}">${spansToHtml(spans)}</span>`,
  )
  return html`<pre class="sp-src"><code>${join(rows, '\n')}</code></pre>`
}
