import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, isAnnounced, leftoversBeside, receiptOfAll} from '../ledger/record.js'
import {inspectOne, type Target} from '../targets/types.js'

/**
 * Judge a publication that was cut short by what really lies there, and bring
 * the ledger in line: all of it, the earlier version, or nothing. The caller
 * holds the session's lock.
 *
 * @returns The record as it is true now; `undefined` when nothing is there and
 * the record is dropped; still `publishing` when it is neither whole nor gone.
 */
export async function settle(
  record: ActiveRecord,
  ledger: Ledger,
  target: Target,
): Promise<ActiveRecord | undefined> {
  const {previous, leftovers: _, encryption, isHeld, ...rest} = record
  if (isAnnounced(record)) return record
  if ((await inspectOne(target, record.receipt)).isComplete) {
    const leftovers = leftoversBeside(record.receipt, record)
    const how = {...(encryption && {encryption}), ...(isHeld && {isHeld})}
    return write({...rest, ...how, state: 'live', ...leftovers})
  }
  if (previous && (await inspectOne(target, previous.receipt)).isComplete) {
    const leftovers = leftoversBeside(previous.receipt, record)
    return write({...rest, ...previous, state: 'live', ...leftovers})
  }

  const everything = receiptOfAll(record)
  if (!(await inspectOne(target, everything)).isGone) return record
  // Nothing can be seen, but a killed run may have left what it was writing.
  await target.remove([everything])
  // A link that was given out stays the session's, though nothing lies there yet.
  if (record.keptBy) await ledger.write(announcedAgain(record))
  else await ledger.drop(record.shareID)
  return undefined

  async function write(live: ActiveRecord): Promise<ActiveRecord> {
    await ledger.write(live)
    return live
  }
}

function announcedAgain(record: ActiveRecord): ActiveRecord {
  const {previous: _, leftovers: __, ...rest} = record
  return {...rest, state: 'publishing', receipt: {...record.receipt, files: []}}
}
