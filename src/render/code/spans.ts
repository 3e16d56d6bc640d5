import {type Html, html, join} from '../html.js'
import {visible} from '../text/visible.js'

/**
 * The element that colours a stretch of code: `b` keyword, `u` string, `i`
 * number or constant, `em` function, `var` comment. All else is ink.
 *
 * Elements without a class and with the shortest names for what there is most
 * of, since a page has tens of thousands of them.
 */
export type SpanKind = 'b' | 'u' | 'var' | 'em' | 'i'

/** A stretch of code in one colour. */
export interface Span {
  text: string
  kind: SpanKind | undefined
}

/** The kind of a token, by its colour in shiki's css-variables theme. Operators and dots are ink. */
export function kindOfToken(text: string, color: string | undefined): SpanKind | undefined {
  const kind = color === undefined ? undefined : kinds[color]
  // Names of properties in JSON come as keywords: they are ink beside their values.
  if (kind === 'b' && /^["']/.test(text)) return undefined
  const isText = kind === 'u' || kind === 'var'
  return isText || /[\p{L}\p{N}]/u.test(text) ? kind : undefined
}

/**
 * Add a stretch at the end. Neighbours of one colour become one, with the white
 * space between them; other white space has no colour.
 */
export function appendSpan(spans: Span[], text: string, kind: SpanKind | undefined): void {
  const core = kind === undefined ? '' : text.trim()
  const start = text.indexOf(core)
  add(spans, text.slice(0, start), undefined)
  add(spans, core, kind)
  add(spans, text.slice(start + core.length), undefined)
}

function add(spans: Span[], text: string, kind: SpanKind | undefined): void {
  const last = spans.at(-1)
  const before = spans.at(-2)
  if (text === '') return
  if (last?.kind === kind && last) last.text += text
  else if (kind !== undefined && last && before?.kind === kind && last.text.trim() === '') {
    before.text += last.text + text
    spans.pop()
  } else spans.push({text, kind})
}

/** Lines of spans as one run, so that a comment over several lines is one element. */
export function joinLines(lines: readonly (readonly Span[])[]): Span[] {
  const spans: Span[] = []
  for (const [index, line] of lines.entries()) {
    if (index > 0) appendSpan(spans, '\n', undefined)
    for (const {text, kind} of line) appendSpan(spans, text, kind)
  }
  return spans
}

/** Spans as markup; what has no kind stays bare. */
export function spansToHtml(spans: readonly Span[]): Html {
  return join(spans.map(spanToHtml))
}

function spanToHtml({text, kind}: Span): Html {
  const content = visible(text)
  if (kind === 'b') return html`<b>${content}</b>`
  if (kind === 'u') return html`<u>${content}</u>`
  if (kind === 'var') return html`<var>${content}</var>`
  if (kind === 'em') return html`<em>${content}</em>`
  if (kind === 'i') return html`<i>${content}</i>`
  return content
}

/** Parameters of functions stay ink: they are names as others are, and there are many. */
const kinds: Record<string, SpanKind> = {
  'var(token-keyword)': 'b',
  'var(token-string)': 'u',
  'var(token-string-expression)': 'u',
  'var(token-link)': 'u',
  'var(token-inserted)': 'u',
  'var(token-constant)': 'i',
  'var(token-changed)': 'i',
  'var(token-function)': 'em',
  'var(token-comment)': 'var',
  'var(token-deleted)': 'b',
}
