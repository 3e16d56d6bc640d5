import {isBundleName} from '../bundle-name.js'
import {splitPath} from '../names.js'
import {splitSafely} from '../safe-path.js'
import type {Receipt} from '../types.js'
import type {Place} from './clone.js'
import {isOurs, messages} from './commits.js'
import type {Step} from './history.js'
import {type Listing, listBelow, pathIn} from './listing.js'
import {toBytes} from './write-commit.js'

/** A share that is to be gone, and which files of its folder are its own in any commit. */
export interface Share {
  receipt: Receipt
  /** Its files that the branch holds now. */
  present: string[]
  /** @param file Path in its folder, Latin-1. */
  owns(file: string): boolean
}

/**
 * What is a share's own: the files of its receipt, and of earlier versions what is named as bundles
 * name their files. What somebody put beside them is not, and lies there now.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE`
 */
export function findOwned(place: Place, listing: Listing, receipt: Receipt): Share {
  for (const {path} of receipt.files) splitSafely(path)
  const there = listBelow(listing, pathIn(place, receipt.path))
  const listed = new Set(receipt.files.map(({path}) => toBytes(path)))
  const kept = new Set([...there.keys()].map(toBytes).filter((file) => !listed.has(file)))
  return {
    receipt,
    present: receipt.files.map(({path}) => path).filter((path) => there.has(path)),
    owns: (file) => listed.has(file) || (isBundleName(file) && !kept.has(file)),
  }
}

/** Finds the share that a path of a commit belongs to. */
export function ownerIn(place: Place, shares: readonly Share[]) {
  const byName = new Map(shares.map((share) => [toBytes(share.receipt.path), share]))
  const start = place.folder ? `${toBytes(place.folder)}/` : ''
  return (path: string): Share | undefined => {
    if (!path.startsWith(start)) return undefined
    const [, name, file] = splitPath(path.slice(start.length)) ?? []
    const share = name === undefined ? undefined : byName.get(name)
    return file !== undefined && share?.owns(file) ? share : undefined
  }
}

/** What the history of a branch still holds of shares, and what keeps it there. */
export interface Traces {
  /** Shares of which no commit has to be rewritten that others made. */
  free: Set<Share>
  /** Shares that stay in commits of others, or in such that commits of others stand upon. */
  pinned: Set<Share>
  /** Shares that a host kept in its history that lets nobody rewrite it. */
  refused: Set<Share>
}

/** Look for shares in everything that a branch ever held. */
export function findTraces(
  place: Place,
  history: readonly Step[],
  shares: readonly Share[],
  allowRewrite: boolean,
): Traces {
  const owner = ownerIn(place, shares)
  const fixed = allowRewrite ? new Set() : findFixed(history)
  const traces: Traces = {free: new Set(), pinned: new Set(), refused: new Set()}
  for (const {commit, changes} of history) {
    const isRefusal = isOurs(commit) && commit.message === messages.removeFromTip
    for (const {path} of changes) {
      const share = owner(path)
      if (!share) continue
      // The last commit to touch it tells whether a host has refused already.
      if (isRefusal) traces.refused.add(share)
      else traces.refused.delete(share)
      if (fixed.has(commit.id)) traces.pinned.add(share)
      else traces.free.add(share)
    }
  }
  for (const share of traces.pinned) traces.free.delete(share)
  return traces
}

/** Commits that cannot change without a change of a commit that others made. */
function findFixed(history: readonly Step[]): Set<unknown> {
  const fixed = new Set<unknown>()
  for (const {commit} of history.toReversed()) {
    if (!fixed.has(commit.id) && isOurs(commit)) continue
    for (const id of [commit.id, ...commit.parents]) fixed.add(id)
  }
  return fixed
}
