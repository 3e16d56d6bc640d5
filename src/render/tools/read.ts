import type {ToolCall} from '../../session/model.js'
import {languageOfPath} from '../code/language.js'
import {shownSource} from '../code/shown-source.js'
import {pathName} from '../diff/file-diff.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {linesOf} from '../text/clean.js'
import {count} from '../text/format.js'
import {cutLong} from '../text/long.js'
import type {DetailsOf, ToolParts} from './step-parts.js'

/** A file or folder that was looked at. */
export function readParts(_call: ToolCall, details: DetailsOf<'read'>, scope: Scope): ToolParts {
  const {lines, entries, loaded} = details
  return {
    icon: 'read',
    verb: 'Read',
    object: pathName(details.path),
    isCode: true,
    facts: [rangeOf(details)],
    isOpen: false,
    body: [
      html`${lines && source(lines, details.path, scope)}`,
      html`${entries && html`<ul class="sp-names">${entries.map((name) => html`<li><code>${pathName(name)}</code></li>\n`)}</ul>`}`,
      html`${loaded.length > 0 && html`<p class="sp-tail">Instructions that came along: ${loaded.map((path) => html`<code>${pathName(path)}</code> `)}</p>`}`,
    ],
  }
}

function source(
  lines: {first: number; text: string; total?: number},
  path: string,
  scope: Scope,
): Html {
  const {head, note, tail} = cutLong(lines.text, scope)
  const language = languageOfPath(path)
  const tailFirst = lines.first + linesOf(lines.text).length - linesOf(tail ?? '').length
  return html`${shownSource(head, {first: lines.first, language, coloured}, scope)}${note}${tail && shownSource(tail, {first: tailFirst, language}, scope)}`
}

/** Lines of a read that are coloured: it is folded, and its first screen is what somebody looks at. */
const coloured = 40

function rangeOf({lines, entries, offset, limit}: DetailsOf<'read'>): string | undefined {
  if (entries) return count(entries.length, 'entry', 'entries')
  if (lines) {
    const amount = lines.text === '' ? 0 : linesOf(lines.text).length
    if (amount <= 1) return amount === 0 ? 'empty' : `line ${lines.first}`
    return `lines ${lines.first}–${lines.first + amount - 1}`
  }
  const parts = [
    offset !== undefined && `from line ${offset}`,
    limit !== undefined && `at most ${limit}`,
  ]
  return parts.filter(Boolean).join(', ') || undefined
}
