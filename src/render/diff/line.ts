import {appendSpan, type Span, spansToHtml} from '../code/spans.js'
import {type Html, html, join} from '../html.js'
import {visible} from '../text/visible.js'
import type {DiffLine} from './parse.js'
import type {WordPiece} from './words.js'

/** One line of a diff: its kind is the element, its numbers are attributes, which nobody copies. */
export function renderLine(
  line: DiffLine,
  spans: readonly Span[] | undefined,
  words: readonly WordPiece[] | undefined,
): Html {
  const content = contentOf(line.text, spans, words)
  const old = line.old === undefined ? undefined : html` data-o="${line.old}"`
  const new_ = line.new === undefined ? undefined : html` data-n="${line.new}"`
  if (line.type === 'insert') return html`<ins${new_}>${content}</ins>\n`
  if (line.type === 'delete') return html`<del${old}>${content}</del>\n`
  if (line.type === 'note') return html`<samp class="sp-eof">\\ ${content}</samp>\n`
  return html`<samp${old}${new_}>${content}</samp>\n`
}

function contentOf(
  text: string,
  spans: readonly Span[] = [{text, kind: undefined}],
  words?: readonly WordPiece[],
): Html {
  if (!words) return spans.length > 0 ? spansToHtml(spans) : visible(text)
  const rest = [...spans]
  return join(
    words.map(({text: word, isChanged}) => {
      const content = spansToHtml(take(rest, word.length))
      return isChanged && word !== '' ? html`<mark>${content}</mark>` : content
    }),
  )
}

/** Take so many characters off the front; a span on the border becomes two. */
function take(rest: Span[], length: number): Span[] {
  const taken: Span[] = []
  let missing = length
  while (missing > 0) {
    const span = rest.shift()
    if (!span) break
    appendSpan(taken, span.text.slice(0, missing), span.kind)
    if (span.text.length > missing) {
      rest.unshift({text: span.text.slice(missing), kind: span.kind})
    }
    missing -= span.text.length
  }
  return taken
}
