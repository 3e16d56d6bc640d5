import type {FileDiff} from '../../../session/model.js'
import {netOf} from './compose-diffs.js'
import type {ComposeBudget} from './compose-patches.js'

/** Changes of one file, one after another, under whatever name it had. */
interface Chain {
  diffs: FileDiff[]
  /** Place of its last change among all. */
  last: number
}

/**
 * Net changes of files, of changes that follow each other. What comes to
 * nothing is left out. Changes may not fit together, because somebody else
 * changed the file between them or lines were not recorded: of those that
 * messages tell the last is left, those of tools stand one after another.
 */
export function netDiffs(
  diffs: readonly FileDiff[],
  from: 'messages' | 'tools',
  budget: ComposeBudget,
): FileDiff[] {
  const options = {budget, areDedented: from === 'tools'}
  const byPath = new Map<string, {diff: FileDiff; last: number}>()
  for (const {diffs: changes, last} of chainsOf(diffs)) {
    const net = netOf(changes, options)
    if (net === 'unchanged') continue
    const diff = net === 'unknown' ? otherwise(changes, from) : net
    const other = byPath.get(diff.path)
    if (!other) byPath.set(diff.path, {diff, last})
    // One file went where another had been: two changes that no list of one entry a path can hold.
    else if (other.last < last) byPath.set(diff.path, {diff: laterOnly([diff]), last})
    else other.diff = laterOnly([other.diff])
  }
  return [...byPath.values()].map(({diff}) => diff)
}

/** By file, in the order in which they were changed first. */
function chainsOf(diffs: readonly FileDiff[]): Chain[] {
  const chains: Chain[] = []
  const current = new Map<string, Chain>()
  for (const [last, diff] of diffs.entries()) {
    const from = diff.status === 'renamed' ? (diff.oldPath ?? diff.path) : diff.path
    const before = current.get(from)
    const chain = before ?? {diffs: [], last}
    if (!before) chains.push(chain)
    current.delete(from)
    current.set(diff.path, chain)
    chain.diffs.push(diff)
    chain.last = last
  }
  return chains
}

function otherwise(diffs: readonly FileDiff[], from: 'messages' | 'tools'): FileDiff {
  return from === 'tools' ? summed(diffs) : laterOnly(diffs)
}

/** The last of changes whose net is not known, marked as that. */
function laterOnly(diffs: readonly FileDiff[]): FileDiff {
  const last = diffs.at(-1)
  if (!last) throw new TypeError('There is no change to tell of.')
  return {...last, isLaterOnly: true}
}

/** The hunks of all changes, one after another. */
function summed(diffs: readonly FileDiff[]): FileDiff {
  return {...diffs.reduce(addUp), isSummed: true}
}

function addUp(first: FileDiff, second: FileDiff): FileDiff {
  return {
    ...first,
    status: second.status === 'deleted' ? 'deleted' : first.status,
    isBinary: first.isBinary && second.isBinary,
    additions: first.additions + second.additions,
    deletions: first.deletions + second.deletions,
    patch: first.patch + second.patch,
  }
}
