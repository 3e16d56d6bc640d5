import type {FileDiff} from '../../../session/model.js'
import {type ComposeOptions, composePatches} from './compose-patches.js'
import {countLines} from './file-diff.js'

/** What changes of one file come to. `unknown` when they do not fit together. */
export type Net = FileDiff | 'unchanged' | 'unknown'

/** The net change of one file, of changes that follow each other. */
export function netOf(diffs: readonly FileDiff[], options: ComposeOptions): Net {
  const [only] = diffs
  if (!only) return 'unchanged'
  if (diffs.length === 1) return only
  // By halves, so that a file that changed in every turn costs little more than its lines.
  const middle = diffs.length >> 1
  const first = netOf(diffs.slice(0, middle), options)
  if (first === 'unknown') return first
  const second = netOf(diffs.slice(middle), options)
  if (first === 'unchanged' || second === 'unknown') return second
  return second === 'unchanged' ? first : composeDiffs(first, second, options)
}

/** The change from A to C of one from A to B and one from B to C. */
export function composeDiffs(first: FileDiff, second: FileDiff, options: ComposeOptions): Net {
  if ([first, second].some((diff) => diff.isLaterOnly || diff.isSummed)) return 'unknown'
  const isThere = {before: first.status !== 'added', after: second.status !== 'deleted'}
  // A file is there between the two, or it is not; both have to say the same.
  if ((first.status === 'deleted') !== (second.status === 'added')) return 'unknown'
  if (!isThere.before && !isThere.after) return 'unchanged'
  const change = changeOf(first, second, options)
  if (change === undefined) return 'unknown'
  const net = {...withNames(first, second, isThere), ...change}
  if (![first, second, net].every(isAsItsStatus)) return 'unknown'
  const hasChange = net.status !== 'modified' || net.isBinary || net.patch !== ''
  // A change without lines is of something else, such as a file's mode, and nobody knows its net.
  if (!hasChange && !(isWithoutLines(first) && isWithoutLines(second))) return 'unchanged'
  return net
}

interface Presence {
  before: boolean
  after: boolean
}

function withNames(
  first: FileDiff,
  second: FileDiff,
  isThere: Presence,
): Pick<FileDiff, 'path' | 'oldPath' | 'status'> {
  const origin = first.oldPath ?? first.path
  if (!isThere.before) return {path: second.path, status: 'added'}
  if (!isThere.after) return {path: origin, status: 'deleted'}
  if (origin === second.path) return {path: origin, status: 'modified'}
  return {path: second.path, oldPath: origin, status: 'renamed'}
}

type Change = Pick<FileDiff, 'isBinary' | 'additions' | 'deletions' | 'patch'>

const binary: Change = {isBinary: true, additions: 0, deletions: 0, patch: ''}

function changeOf(first: FileDiff, second: FileDiff, options: ComposeOptions): Change | undefined {
  if (first.isBinary || second.isBinary) {
    // Before OpenCode 1.4 an empty file looks like a binary one.
    const isEmpty = isEmptyBetween(first, second)
    if (!isEmpty) return staysText(first, second) ? undefined : binary
  }
  if (lacksLines(first) || lacksLines(second)) return undefined
  const patch = composePatches(first.patch, second.patch, options)
  return patch === undefined ? undefined : {isBinary: false, ...countLines(patch), patch}
}

function isEmptyBetween(first: FileDiff, second: FileDiff): boolean {
  if (first.isBinary && second.isBinary) return false
  return first.isBinary
    ? first.status === 'added' && second.patch.startsWith('@@ -0,0 ')
    : second.status === 'deleted' && /^@@ -\S+ \+0,0 @@/.test(first.patch)
}

/** A file that comes or goes is binary as a whole, so the other change of it cannot be of lines. */
function staysText(first: FileDiff, second: FileDiff): boolean {
  if (first.isBinary) return first.status === 'added' && second.patch !== ''
  return second.status === 'deleted' && first.patch !== ''
}

/** Counted, but not recorded. */
function lacksLines({patch, additions, deletions}: FileDiff): boolean {
  return patch === '' && additions + deletions > 0
}

function isWithoutLines({status, patch}: FileDiff): boolean {
  return status === 'modified' && patch === ''
}

/** A file that was not there has no lines before, one that is gone has none after. */
function isAsItsStatus({status, patch}: Pick<FileDiff, 'status' | 'patch'>): boolean {
  if (patch === '' || status === 'modified' || status === 'renamed') return true
  const isWhole = status === 'added' ? /^@@ -0,0 / : /^@@ -\S+ \+0,0 @@/
  return isWhole.test(patch) && !patch.includes('\n@@ ')
}
