import rehypeSanitize from 'rehype-sanitize'
import rehypeStringify from 'rehype-stringify'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import {unified} from 'unified'
import {brandHtml, type Html, html, join} from '../html.js'
import type {Scope} from '../scope.js'
import {cleanText, withNewlines} from '../text/clean.js'
import {hasRightToLeft} from '../text/direction.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'
import {type FinishOptions, finish} from './finish.js'
import {refusalOf} from './guard.js'
import {handlers, keepEverything} from './handlers.js'
import {guardLinks} from './links.js'
import {mathAsCode} from './math.js'
import {plainParagraphs} from './plain.js'
import {schema} from './schema.js'

/**
 * A message as well-set text. `id` is the element that it stands in and keeps
 * its footnotes apart from those of other messages.
 *
 * What the parser cannot take is shown as it was written, and says so.
 */
export function prose(markdown: string, id: string, scope: Scope): Html {
  return html`<div class="sp-prose">${proseContent(markdown, id, scope)}</div>`
}

function proseContent(markdown: string, id: string, scope: Scope): Html {
  const text = cleanText(withNewlines(markdown))
  const simple = plainParagraphs(text)
  if (simple) return join(simple, '\n')
  const refusal = refusalOf(text)
  if (refusal) return asWritten(text, refusal, scope)
  try {
    const {highlighter} = scope.context
    return brandHtml(
      renderTree(mathAsCode(text), {
        highlighter,
        prefix: `sp-${id}`,
        heading: scope.heading + 1,
        isMixed: hasRightToLeft(text),
      }),
    )
  } catch {
    // One bad text never fails a page: a parser that gives up leaves the text as it was written.
    return asWritten(text, 'it could not be read as Markdown', scope)
  }
}

const processor = unified()
  .use(remarkParse)
  .use(remarkGfm)
  .use(remarkRehype, {
    handlers,
    clobberPrefix: '',
    footnoteLabelTagName: 'p',
    footnoteLabelProperties: {className: ['sp-sr']},
  })
  .use(guardLinks)
  .use(rehypeSanitize, schema)
  .use(rehypeStringify, {characterReferences: {useNamedReferences: true}})
  .freeze()

function renderTree(text: string, options: FinishOptions): string {
  const markdown = processor.parse(text)
  keepEverything(markdown, text)
  const tree = processor.runSync(markdown)
  finish(tree, options)
  return escapeClosings(processor.stringify(tree))
}

/** The stringifier leaves `>` between tags as it is, which is allowed; validators of HTML frown on it. */
function escapeClosings(markup: string): string {
  return markup.replace(/(<(?:"[^"]*"|[^">])*>)|>/g, (whole, tag?: string) =>
    tag === undefined ? '&gt;' : whole,
  )
}

function asWritten(text: string, why: string, scope: Scope): Html {
  return html`<p class="sp-note">Shown as it was written: ${why}.</p>${long(
    text,
    scope,
    (piece) => html`<pre class="sp-plain" dir="auto">${visible(piece)}</pre>`,
  )}`
}
