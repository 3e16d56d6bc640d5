import {keyValues} from '../../../templates/key-values.js'
import type {ToolCall} from '../../session/model.js'
import {pathName} from '../diff/file-diff.js'
import {type HtmlValue, html} from '../html.js'
import type {Scope} from '../scope.js'
import {count} from '../text/format.js'
import {visible} from '../text/visible.js'
import {terminalOutput} from './output.js'
import {type DetailsOf, type ToolParts, verbOf} from './step-parts.js'

const verbs = {
  glob: ['Found', 'Find'],
  grep: ['Searched', 'Search'],
  list: ['Listed', 'List'],
  code: ['Searched', 'Search'],
  lsp: ['Asked', 'Ask'],
} as const

/** A search with its hits. */
export function searchParts(call: ToolCall, details: DetailsOf<'search'>, scope: Scope): ToolParts {
  const {query, path, include, hits} = details
  const [done, wanted] = verbs[details.operation]
  const places: [string, HtmlValue][] = []
  if (path !== undefined && query !== '') places.push(['in', pathName(path)])
  if (include !== undefined) places.push(['files', visible(include)])
  return {
    icon: 'search',
    verb: verbOf(call, done, wanted),
    object: query === '' ? pathName(path ?? '') : visible(query),
    isCode: true,
    facts: [hits !== undefined && (hits === 0 ? 'no hits' : count(hits, 'hit'))],
    isOpen: false,
    hasOutput: true,
    body: [
      html`${query.includes('\n') && html`<pre class="sp-plain">${visible(query)}</pre>`}`,
      keyValues(places),
      terminalOutput(call.output ?? '', scope),
    ],
  }
}
