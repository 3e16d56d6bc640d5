import {type Html, html} from '../html.js'
import type {Highlighter} from './highlighter.js'
import {joinLines, spansToHtml} from './spans.js'

export interface SourceOptions {
  /** Number of the first line. @default 1 */
  first?: number
  /** Language as shiki names it. @default plain */
  language?: string | undefined
}

/**
 * Source with the numbers of its lines in a column of their own, which nobody
 * copies. No line has an element: both columns break where the source does.
 */
export function numberedSource(
  code: string,
  highlighter: Highlighter,
  options: SourceOptions = {},
): Html {
  const first = options.first ?? 1
  const text = code.endsWith('\n') ? code.slice(0, -1) : code
  const lines = highlighter.highlight(text, options.language)
  const numbers = lines.map((_, index) => first + index).join('\n')
  return html`<div class="sp-src" dir="ltr"><pre aria-hidden="true">${numbers}</pre><pre tabindex="0"><code>${spansToHtml(joinLines(lines))}</code></pre></div>`
}
