import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {receiptOfEver, type ShareRecord} from '../ledger/record.js'
import type {Receipt, Target} from '../targets/types.js'
import type {Verdict} from '../targets/verify.js'
import {describeMissing, describeOther, describeServed} from './describe-served.js'
import type {Surroundings} from './types.js'

// What knows the targets is loaded where a place is really asked: most looks are at the ledger alone.

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
      const [{reach}, {settle}] = await Promise.all([
        import('./destination.js'),
        import('./settle.js'),
      ])
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

/** What the address of a share says now, and in a sentence what is not as recorded. */
export interface Look {
  online: boolean | null
  check: string | null
}

/** Ask the address of a share, as a visitor does, whether what the ledger says is so. */
export async function lookAt(record: ShareRecord, surroundings: Surroundings): Promise<Look> {
  try {
    const [{reach}, {verify}] = await Promise.all([
      import('./destination.js'),
      import('../targets/verify.js'),
    ])
    const {target} = reach(record.target, surroundings)
    const isGone = record.state === 'removed' || record.state === 'removing'
    const receipt = receiptOf(record, target)
    const expectation = isGone ? 'gone' : 'live'
    return describe(await verify(target, receipt, expectation, surroundings.fetch), isGone)
  } catch (error) {
    if (error instanceof SessionpressError) return {online: null, check: error.message}
    throw error
  }
}

function receiptOf(record: ShareRecord, target: Target): Receipt {
  if (record.state === 'removed') return target.plan(new Map(), record.shareID)
  return record.state === 'removing' ? receiptOfEver(record) : record.receipt
}

function describe(verdict: Verdict, isGone: boolean): Look {
  switch (verdict.type) {
    case 'holds':
      return {online: !isGone, check: verdict.note ?? null}
    case 'served':
      return {
        online: true,
        check: isGone ? describeServed(verdict.answers) : describeOther(verdict.answers),
      }
    case 'missing':
      return {online: false, check: describeMissing(verdict.status)}
    case 'unknown':
      return {online: null, check: `${verdict.address} could not be asked: ${verdict.why}.`}
  }
}
