import type {FileDiff} from '../../session/model.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {count} from '../text/format.js'
import {cutLong} from '../text/long.js'
import {visible} from '../text/visible.js'
import {patchLines} from './hunks.js'

/** The lines of one file's change, or the sentence that says why there are none. */
export function diffBody(diff: FileDiff, scope: Scope): Html {
  if (diff.patch.trim() === '') return html`<p class="sp-note">${absenceOf(diff)}</p>`
  const {head, note, tail} = cutLong(diff.patch, scope)
  const end = tail ? html`<pre class="sp-plain">${visible(tail)}</pre>` : undefined
  return html`${patchLines(head)}${note}${end}`
}

/** `added`, `renamed`, `binary`: what the counts do not say. */
export function diffFlags(diff: FileDiff): string[] {
  return [diff.status === 'modified' ? '' : diff.status, diff.isBinary ? 'binary' : ''].filter(
    Boolean,
  )
}

/** `+12 −3`; zero counts are left out. */
export function diffCounts({additions, deletions}: {additions: number; deletions: number}): Html {
  const plus = additions > 0 && html`<span class="sp-plus">+${additions}</span>`
  const minus = deletions > 0 && html`<span class="sp-minus">−${deletions}</span>`
  return html`${plus}${additions > 0 && deletions > 0 && ' '}${minus}`
}

/** Path with its folders told apart from its name, the old path where it moved. */
export function diffPath(diff: FileDiff): Html {
  const isMoved = diff.oldPath !== undefined && diff.oldPath !== diff.path
  return html`${isMoved && html`${pathName(diff.oldPath ?? '')} → `}${pathName(diff.path)}`
}

/** A path in left-to-right order, hidden characters said. */
export function pathName(path: string): Html {
  return html`<bdi dir="ltr">${visible(path)}</bdi>`
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
