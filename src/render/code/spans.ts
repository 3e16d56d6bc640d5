import {type Html, html, join} from '../html.js'
import {visible} from '../text/visible.js'

/** Keyword, string, number, function, comment. All else is ink. */
export type SpanKind = 'k' | 's' | 'n' | 'f' | 'c'

/** A stretch of code in one colour. */
export interface Span {
  text: string
  kind: SpanKind | undefined
}

/** The kind behind a colour of shiki's css-variables theme. */
export function kindOfColor(color: string | undefined): SpanKind | undefined {
  return color === undefined ? undefined : kinds[color]
}

/** Spans of a line as markup; what has no kind stays bare. */
export function spansToHtml(spans: readonly Span[]): Html {
  return join(
    spans.map(({text, kind}) =>
      kind ? html`<span class="sp-${kind}">${visible(text)}</span>` : visible(text),
    ),
  )
}

const kinds: Record<string, SpanKind> = {
  'var(token-keyword)': 'k',
  'var(token-string)': 's',
  'var(token-string-expression)': 's',
  'var(token-link)': 's',
  'var(token-inserted)': 's',
  'var(token-constant)': 'n',
  'var(token-parameter)': 'n',
  'var(token-changed)': 'n',
  'var(token-function)': 'f',
  'var(token-comment)': 'c',
  'var(token-deleted)': 'k',
}
