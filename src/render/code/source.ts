import {type Html, html} from '../html.js'
import type {Colour} from './colourer.js'
import {joinLines, type Span, spansToHtml} from './spans.js'

export interface SourceOptions {
  /** Number of the first line. @default 1 */
  first?: number
  /** Language as shiki names it. @default plain */
  language?: string | undefined
  /** Lines from the top that are coloured. What is folded away and long is seldom read to its end. @default all */
  coloured?: number
}

/**
 * Source with the numbers of its lines in a column of their own, which nobody
 * copies. No line has an element: both columns break where the source does.
 */
export async function numberedSource(
  code: string,
  colour: Colour,
  options: SourceOptions = {},
): Promise<Html> {
  const first = options.first ?? 1
  const text = code.endsWith('\n') ? code.slice(0, -1) : code
  const [top, rest] = split(text, options.coloured ?? Number.POSITIVE_INFINITY)
  const lines = await colour(top, options.language)
  const plain = rest === undefined ? [] : rest.split('\n').map(plainLine)
  const numbers = [...lines, ...plain].map((_, index) => first + index).join('\n')
  const note = rest !== undefined && html` data-plain-from="${first + lines.length}"`
  return html`<div class="sp-src" dir="ltr"${note}><pre aria-hidden="true">${numbers}</pre><pre tabindex="0"><code>${spansToHtml(joinLines([...lines, ...plain]))}</code></pre></div>`
}

function plainLine(text: string): Span[] {
  return [{text, kind: undefined}]
}

/** The first lines of a text, and what follows them. */
function split(text: string, lines: number): [top: string, rest: string | undefined] {
  let at = -1
  for (let line = 0; line < lines; line++) {
    at = text.indexOf('\n', at + 1)
    if (at === -1) return [text, undefined]
  }
  return [text.slice(0, at), text.slice(at + 1)]
}
