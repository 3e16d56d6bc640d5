import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ShareRecord} from '../ledger/record.js'
import {isPublic} from '../targets/ask-address.js'
import {inspectOne} from '../targets/types.js'
import {verify} from '../targets/verify.js'
import {reach} from './destination.js'
import {settle} from './settle.js'
import type {Surroundings} from './types.js'

/**
 * The record as it is true now. A publication that a killed run left is judged
 * by what lies at the place; one that is going on is left alone.
 *
 * @returns `undefined` when nothing was published.
 */
export async function findTruth(
  record: ShareRecord,
  ledger: Ledger,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<ShareRecord | undefined> {
  if (record.state !== 'publishing') return record
  try {
    const release = await ledger.lock(record.sessionID, {wait: 0})
    try {
      const current = await ledger.read(record.shareID)
      if (current?.state !== 'publishing') return current
      return await settle(current, ledger, reach(current.target, surroundings).target)
    } finally {
      await release()
    }
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    // Whoever holds the lock is publishing just now; anything else is worth telling.
    if (error.code !== 'LEDGER_LOCKED') onWarning(error.message)
    return record
  }
}

/** Whether the place serves a share now; `undefined` when it could not be asked. */
export async function isOnline(
  record: ShareRecord,
  surroundings: Surroundings,
): Promise<boolean | undefined> {
  try {
    const {target} = reach(record.target, surroundings)
    const receipt = record.state === 'removed' ? await target.find(record.shareID) : record.receipt
    const planned = receipt ?? target.plan(new Map(), record.shareID)
    if (isPublic(planned.url)) {
      const verdict = await verify(target, planned, 'gone', surroundings.fetch)
      return verdict.type === 'unknown' ? undefined : verdict.type === 'served'
    }
    if (!receipt) return false
    return (await inspectOne(target, receipt)).present.includes('index.html')
  } catch (error) {
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
