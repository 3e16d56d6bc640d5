import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, receiptOfEver, type Tombstone} from '../ledger/record.js'
import {settleAll} from '../system/in-parallel.js'
import type {Receipt, Target} from '../targets/types.js'
import {removeAndVerify} from './remove-and-verify.js'
import {forgetServed} from './serve/news.js'
import {note} from './share-audit.js'
import type {Surroundings} from './types.js'

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

/** A removal that asks the public address, and does not wait for it. */
export function askingOnce({
  surroundings,
  onWarning,
}: Pick<TakeDownOptions, 'surroundings' | 'onWarning'>): Omit<TakeDownOptions, 'target'> {
  return {surroundings, isAsked: true, wait: 0, interval: 1_000, onWarning}
}

/**
 * Take shares of one target down and record it: `removing` on disk, remove, see
 * that they are gone, tombstones. The caller holds the locks of the sessions.
 *
 * @returns What became of each, by its id: its tombstone, or why not, a SessionpressError
 * `TARGET_*`, `REMOVE_PARTIAL`, `REMOVE_UNVERIFIED`, `LEDGER_*`; such a share stays in state
 * `removing`, and the message says what is online now.
 */
export async function takeDown(
  records: readonly ActiveRecord[],
  ledger: Ledger,
  options: TakeDownOptions,
): Promise<Map<string, PromiseSettledResult<Tombstone>>> {
  const ends = new Map<string, PromiseSettledResult<Tombstone>>()
  const begun: {record: ActiveRecord; receipt: Receipt}[] = []
  const marked = await settleAll(records, 1, (record) => markRemoving(record, ledger, options))
  for (const [index, {shareID}] of records.entries()) {
    const result = marked[index]
    if (result?.status === 'rejected') ends.set(shareID, result)
    if (result?.status === 'fulfilled') {
      begun.push({record: result.value, receipt: receiptOfEver(result.value)})
    }
  }
  const removed = await removeAndVerify(begun, options, ({record}) => bury(record, ledger, options))
  for (const [index, {record}] of begun.entries()) {
    const result = removed[index]
    if (result) ends.set(record.shareID, result)
  }
  return ends
}

async function markRemoving(
  record: ActiveRecord,
  ledger: Ledger,
  {surroundings}: TakeDownOptions,
): Promise<ActiveRecord> {
  if (record.state === 'removing') return record
  const updatedAt = surroundings.now().toISOString()
  const removing: ActiveRecord = {...record, state: 'removing', updatedAt}
  await ledger.write(removing)
  return removing
}

async function bury(
  {version, shareID, sessionID, target, createdAt, expiresAt, keptBy}: ActiveRecord,
  ledger: Ledger,
  {surroundings, onWarning, onGone}: TakeDownOptions,
): Promise<Tombstone> {
  const time = surroundings.now().toISOString()
  const identity = {version, shareID, sessionID, target, createdAt, expiresAt}
  const tombstone: Tombstone = {...identity, state: 'removed', updatedAt: time}
  // What OpenCode's client sent for it is needed no more, whoever takes it down. Behind the
  // tombstone nobody would come back for it.
  if (keptBy) await forgetServed(ledger, shareID)
  await ledger.write(tombstone)
  await note(ledger, {event: 'unshare', time, shareID, sessionID, target: target.name}, onWarning)
  onGone?.()
  return tombstone
}
