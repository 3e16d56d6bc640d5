import {type Html, html, join} from '../html.js'
import type {Scope} from '../scope.js'
import {cleanText, withNewlines} from '../text/clean.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'
import {refusalOf} from './guard.js'
import {plainParagraphs} from './plain.js'

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
  // One bad text never fails a page: a parser that gives up leaves the text as it was written.
  return scope.context.pieces.show(
    {type: 'prose', text, prefix: `sp-${id}`, heading: scope.heading + 1},
    () => asWritten(text, 'it could not be read as Markdown', scope),
  )
}

function asWritten(text: string, why: string, scope: Scope): Html {
  return html`<p class="sp-note">Shown as it was written: ${why}.</p>${long(
    text,
    scope,
    (piece) => html`<pre class="sp-plain" dir="auto">${visible(piece)}</pre>`,
  )}`
}
