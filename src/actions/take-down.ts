import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, receiptOfAll, type Tombstone} from '../ledger/record.js'
import type {Presence, Receipt, Target} from '../targets/types.js'
import {settleAll} from './settle-all.js'
import {note} from './share-audit.js'
import type {Surroundings} from './types.js'
import {verifyGone} from './verify-gone.js'

export interface TakeDownOptions {
  target: Target
  surroundings: Surroundings
  /** Whether the public address is asked too. */
  isAsked: boolean
  /** Milliseconds to keep asking a page that is still served. */
  wait: number
  /** Milliseconds between two questions. */
  interval: number
  onWarning: (warning: string) => void
  /** Told of each share that is gone. @default nothing is told */
  onGone?: () => void
}

/**
 * Take shares of one target down and record it: `removing` on disk, remove, see
 * that they are gone, tombstones. The caller holds the locks of the sessions.
 *
 * @returns What became of each, in their order: its tombstone, or why not, a SessionpressError
 * `TARGET_*`, `REMOVE_PARTIAL`, `REMOVE_UNVERIFIED`, `LEDGER_*`; such a share stays in state
 * `removing`, and the message says what is online now.
 */
export async function takeDown(
  records: readonly ActiveRecord[],
  ledger: Ledger,
  options: TakeDownOptions,
): Promise<PromiseSettledResult<Tombstone>[]> {
  const now = () => options.surroundings.now().toISOString()
  const begun = await settleAll(records, 1, async (record) => {
    if (record.state === 'removing') return record
    const removing: ActiveRecord = {...record, state: 'removing', updatedAt: now()}
    await ledger.write(removing)
    return removing
  })
  const ready = begun.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const gone = await removeAndVerify(ready.map(receiptOfAll), options)

  let at = 0
  return await settleAll(begun, 1, async (result) => {
    if (result.status === 'rejected') throw result.reason
    const removed = gone[at++]
    if (removed?.status !== 'fulfilled') throw removed?.reason
    const {version, shareID, sessionID, target, createdAt, expiresAt} = result.value
    const identity = {version, shareID, sessionID, target, createdAt, expiresAt}
    const tombstone: Tombstone = {...identity, state: 'removed', updatedAt: now()}
    await ledger.write(tombstone)
    const told = {time: tombstone.updatedAt, shareID, sessionID, target: target.name}
    await note(ledger, {event: 'unshare', ...told}, options.onWarning)
    return tombstone
  })
}

/** Remove what receipts list, and tell of each once it is known to be gone. */
export async function removeAndVerify(
  receipts: readonly Receipt[],
  options: TakeDownOptions,
): Promise<PromiseSettledResult<void>[]> {
  if (receipts.length === 0) return []
  const {target, onWarning} = options
  const before = await target.inspect(receipts).catch(onlyKnown)
  const hidden = receipts.find((_, index) => isHidden(before, index))
  const failure = hidden
    ? unreachable(hidden)
    : await target.remove(receipts).then(({notes}) => void notes.forEach(onWarning), onlyKnown)
  // What lies there decides: a removal that failed may have come far enough for some.
  const after = await target.inspect(receipts).catch(onlyKnown)

  return await settleAll([...receipts.entries()], together, async ([index, receipt]) => {
    const presence = Array.isArray(after) ? after[index] : undefined
    if (!presence?.isGone || !presence.isReachable) throw explain(receipt, presence, failure, after)
    if (options.isAsked) await verifyGone(receipt, options)
    options.onGone?.()
  })
}

/** Addresses that are asked at once. */
const together = 6

function isHidden(seen: Presence[] | SessionpressError, index: number): boolean {
  return Array.isArray(seen) && seen[index]?.isReachable === false
}

function onlyKnown(error: unknown): SessionpressError {
  if (error instanceof SessionpressError) return error
  throw error
}

/** Why a share is not known to be gone, with what is online now. */
function explain(
  receipt: Receipt,
  presence: Presence | undefined,
  failure: SessionpressError | undefined,
  after: Presence[] | SessionpressError,
): SessionpressError {
  const unseen = Array.isArray(after) ? undefined : after
  const error = failure ?? unseen ?? partlyRemoved(receipt, presence?.present ?? [])
  const {hint = 'Run this again.'} = error
  const cause = failure && unseen ? new AggregateError([failure, unseen]) : error
  const message = `${error.message} ${describeOnline(receipt, presence)}`
  return new SessionpressError(error.code, message, {hint, cause})
}

function describeOnline({url}: Receipt, presence: Presence | undefined): string {
  if (!presence?.isReachable) return `Whether ${url} is still online is not known.`
  const {present} = presence
  if (present.includes('index.html')) return `The page is still online at ${url}.`
  return `The page is gone; ${present.length} of its files are still there.`
}

function unreachable({location}: Receipt): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The folder of \`${location}\` is not there.`,
    {
      hint: 'Mount the disk that it is on; if it was deleted with all that was in it, make it again, empty.',
    },
  )
}

function partlyRemoved({location}: Receipt, present: string[]): SessionpressError {
  return new SessionpressError(
    'REMOVE_PARTIAL',
    `Not all of \`${location}\` could be removed: ${present.join(', ')}.`,
    {hint: 'Run this again.'},
  )
}
