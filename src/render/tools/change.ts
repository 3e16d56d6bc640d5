import {fold} from '../../../templates/fold.js'
import type {FileDiff, ToolCall} from '../../session/model.js'
import {languageOfPath} from '../code/language.js'
import {shownSource} from '../code/shown-source.js'
import {diffBody, diffCounts, diffPath, diffRow, pathName} from '../diff/file-diff.js'
import {patchBody} from '../diff/patch.js'
import {diffTexts} from '../diff/text-diff.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {linesOf} from '../text/clean.js'
import {count} from '../text/format.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'
import type {DetailsOf, ToolParts} from './step-parts.js'

/** An edit: what changed, or what was to change where nothing was recorded. */
export function editParts(call: ToolCall, details: DetailsOf<'edit'>, scope: Scope): ToolParts {
  const isEverywhere = details.changes.some((change) => change.isEverywhere)
  return {
    icon: 'edit',
    verb: call.status === 'completed' ? 'Edited' : 'Edit',
    object: pathName(details.path),
    isCode: true,
    facts: [sumOf(call.diffs)],
    isOpen: true,
    hasDiffs: true,
    body: [
      html`${isEverywhere && html`<p class="sp-tail">Every occurrence was to be replaced.</p>\n`}`,
      ...(hasLines(call) ? diffsOf(call, scope, details.path) : wantedChanges(details, scope)),
    ],
  }
}

/** A patch over several files. */
export function patchParts(call: ToolCall, details: DetailsOf<'patch'>, scope: Scope): ToolParts {
  const [only] = call.diffs
  const text = () =>
    long(details.text, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)
  return {
    icon: 'edit',
    verb: call.status === 'completed' ? 'Patched' : 'Patch',
    object:
      only === undefined
        ? wantedPaths(details.text)
        : call.diffs.length === 1
          ? diffPath(only)
          : count(call.diffs.length, 'file'),
    isCode: call.diffs.length === 1,
    facts: [sumOf(call.diffs)],
    isOpen: true,
    hasDiffs: true,
    body: [
      ...diffsOf(call, scope),
      html`${details.text !== '' && (hasLines(call) ? fold('The patch as it was given', text()) : text())}`,
    ],
  }
}

/** The files that a patch names, where nothing says what became of them. */
function wantedPaths(text: string): Html | string {
  const paths = [...text.matchAll(/^(?:\*\*\* \w+ File: |\+\+\+ (?:b\/)?)(\S.*)$/gm)]
  const [, only = ''] = paths[0] ?? []
  return paths.length === 1
    ? pathName(only)
    : paths.length === 0
      ? 'a patch'
      : count(paths.length, 'file')
}

/** A file that was written whole. */
export function writeParts(call: ToolCall, details: DetailsOf<'write'>, scope: Scope): ToolParts {
  const {content, existed} = details
  const lines = content === '' ? 0 : linesOf(content).length
  const options = {language: languageOfPath(details.path), coloured}
  const source = long(content, scope, (piece) => shownSource(piece, options, scope))
  const isChange = hasLines(call) && existed !== false
  return {
    icon: 'write',
    verb: call.status === 'completed' ? 'Wrote' : 'Write',
    object: pathName(details.path),
    isCode: true,
    facts: [
      existed === undefined ? undefined : existed ? 'overwritten' : 'new file',
      lines === 0 && call.left ? undefined : count(lines, 'line'),
    ],
    isOpen: isChange,
    hasDiffs: true,
    body: [
      ...(isChange ? diffsOf(call, scope, details.path) : []),
      isChange ? fold('The whole file', source) : source,
    ],
  }
}

/** Lines of a written file that are coloured: it is folded, and its change is coloured beside it. */
const coloured = 400

/** The diffs of a call; the path is said once, by the step, where there is only that one. */
export function diffsOf(call: ToolCall, scope: Scope, path?: string): Html[] {
  return call.diffs.map((diff) => {
    const isNamed = call.diffs.length === 1 && (path === undefined || path === diff.path)
    const isPlain = isNamed && diff.status === 'modified' && diff.oldPath === undefined
    if (isPlain) return diffBody(diff, scope)
    return diffRow(diff, scope)
  })
}

function hasLines(call: ToolCall): boolean {
  return call.diffs.length > 0 && call.diffs.every((diff) => diff.patch !== '' || diff.isBinary)
}

function wantedChanges(details: DetailsOf<'edit'>, scope: Scope): Html[] {
  const said = details.changes.filter(({before, after}) => before !== after)
  return said.map((change) =>
    patchBody(diffTexts(change.before, change.after), {path: details.path}, scope),
  )
}

function sumOf(diffs: readonly FileDiff[]): Html | undefined {
  const additions = diffs.reduce((sum, diff) => sum + diff.additions, 0)
  const deletions = diffs.reduce((sum, diff) => sum + diff.deletions, 0)
  return additions + deletions === 0 ? undefined : diffCounts({additions, deletions})
}
