import {fileRow} from '../../../templates/file.js'
import type {FileDiff} from '../../session/model.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {count, formatNumber} from '../text/format.js'
import {visible} from '../text/visible.js'
import {type PatchView, patchBody} from './patch.js'
import {patchLength} from './patch-length.js'

/**
 * The lines of one file's change, or the sentence that says why there are none.
 * `isNet` where a reader may put both sides beside each other.
 */
export function diffBody(
  diff: FileDiff,
  scope: Scope,
  {isNet}: Pick<PatchView, 'isNet'> = {},
): Html {
  const {path, patch, isSummed, status} = diff
  if (patch.trim() === '') return html`<p class="sp-file-note">${absenceOf(diff)}</p>`
  const isOneSided = status === 'added' || status === 'deleted'
  return patchBody(patch, {path, isSummed, isNet, isOneSided}, scope)
}

/** A file's path line with its change behind it, for a step and for what a turn changed. */
export function diffRow(diff: FileDiff, scope: Scope): Html {
  return fileRow({
    path: diffPath(diff),
    counts: {text: diffCounts(diff)},
    flags: diffFlags(diff),
    isOpen: !isLarge(diff),
    body: diffBody(diff, scope),
  })
}

/** `added`, `renamed`, `binary`, `large`: what the counts do not say. */
export function diffFlags(diff: FileDiff): string[] {
  const {status, isBinary} = diff
  return [
    status === 'modified' ? '' : status,
    isBinary ? 'binary' : '',
    isLarge(diff) ? 'large' : '',
  ].filter(Boolean)
}

/** Whether a diff is so long that it is better folded. */
export function isLarge({patch}: FileDiff): boolean {
  return patchLength(patch) >= 500
}

/** `+12 −3`; zero counts are left out. */
export function diffCounts({additions, deletions}: {additions: number; deletions: number}): Html {
  const plus = additions > 0 && html`<span class="sp-plus">+${formatNumber(additions)}</span>`
  const minus = deletions > 0 && html`<span class="sp-minus">−${formatNumber(deletions)}</span>`
  return html`${plus}${additions > 0 && deletions > 0 && ' '}${minus}`
}

/** How many of five squares are for added lines; none where nothing was counted. */
export function diffSquares({additions, deletions}: FileDiff): number | undefined {
  if (additions + deletions === 0) return undefined
  if (deletions === 0) return 5
  if (additions === 0) return 0
  return Math.min(4, Math.max(1, Math.round((5 * additions) / (additions + deletions))))
}

/** Path with its folders told apart from its name, the old path where it moved. */
export function diffPath(diff: FileDiff): Html {
  const isMoved = diff.oldPath !== undefined && diff.oldPath !== diff.path
  const path = inProject(diff.path)
  const name = /[^/\\]*$/.exec(path)?.[0] ?? ''
  const folders = path.slice(0, path.length - name.length)
  return html`${isMoved && html`${pathName(diff.oldPath ?? '')} → `}<bdi class="sp-path" dir="ltr">${visible(folders)}<span class="sp-name" dir="ltr">${visible(name)}</span></bdi>`
}

/** A path in left-to-right order, hidden characters said. */
export function pathName(path: string): Html {
  return html`<bdi dir="ltr">${visible(inProject(path))}</bdi>`
}

/** A path in the project's own folder, without the dot that redaction made of it. */
function inProject(path: string): string {
  return path.replace(/^\.[\\/](?=.)/, '')
}

function absenceOf(diff: FileDiff): string {
  if (diff.isBinary) return 'A binary file: no lines to show.'
  const changed = diff.additions + diff.deletions
  if (changed > 0)
    return `The lines were not recorded: ${count(diff.additions, 'line')} added, ${diff.deletions} deleted.`
  if (diff.status === 'renamed') return 'Renamed without a change.'
  if (diff.status === 'added') return 'An empty file.'
  return 'No changed lines were recorded.'
}
