import type {ToolCall} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import type {Scope} from '../scope.js'
import {realPlace} from '../text/host.js'
import {long} from '../text/long.js'
import {isSafeUrl, linkRelation} from '../text/url.js'
import {visible} from '../text/visible.js'
import {type DetailsOf, type ToolParts, verbOf} from './step-parts.js'

/** A page that was fetched, or a search of the web. */
export function fetchParts(
  call: ToolCall,
  details: DetailsOf<'fetch'>,
  scope: Scope,
  id: string,
): ToolParts {
  const {operation, target, format, provider} = details
  const isLink = isSafeUrl(target)
  const place = isLink && realPlace(target, target)
  return {
    icon: 'web',
    verb:
      operation === 'fetch' ? verbOf(call, 'Fetched', 'Fetch') : verbOf(call, 'Searched', 'Search'),
    object: visible(isLink ? target.replace(/^https:\/\//, '') : target),
    facts: [operation === 'search' && 'on the web', format, provider],
    isOpen: false,
    hasOutput: true,
    body: [
      html`${isLink && html`<p class="sp-tail"><a href="${target}" rel="${linkRelation}">${visible(target)}</a>${place && ` (${place})`}</p>\n`}`,
      answer(call.output ?? '', details, id, scope),
    ],
  }
}

function answer(output: string, details: DetailsOf<'fetch'>, id: string, scope: Scope): Html {
  if (output === '') return html``
  const isMarkdown = details.format === 'markdown' || details.operation === 'search'
  if (isMarkdown && output.length <= scope.limits.text) return prose(output, id, scope)
  return long(
    output,
    scope,
    (piece) => html`<pre class="sp-plain" dir="auto">${visible(piece)}</pre>`,
  )
}
