import {settleAll} from '../system/in-parallel.js'
import {findTruth, lookAt} from './look-up.js'
import {openLedgerOf} from './open-ledger-of.js'
import {describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {LedgerOptions, ShareStatus} from './types.js'

export interface ListOptions extends LedgerOptions {
  /** Also what was removed. @default false */
  all?: boolean
  /** Ask every address whether the share is really there. @default false */
  check?: boolean
}

/** What `list` does where nothing else is asked for. */
export const listDefaults = {all: false, check: false} as const satisfies ListOptions

/**
 * Every share in the ledger, across projects, oldest first. A record that
 * cannot be read is told as a warning and hides no other.
 *
 * @throws SessionpressError `LEDGER_UNREADABLE` when the ledger as a whole cannot be read
 */
export async function list(options: ListOptions = {}): Promise<ShareStatus[]> {
  const surroundings = resolveSurroundings(options.surroundings)
  const ledger = openLedgerOf(options, surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {all, check} = {...listDefaults, ...options}

  const {records, damaged} = await ledger.list()
  for (const error of damaged) onWarning(error.message)
  const wanted = records.filter(({state}) => all || state !== 'removed')

  let done = 0
  const told = () => {
    if (check) options.onProgress?.({step: 'asking', done, total: wanted.length})
    done++
  }
  const shares = await settleAll(wanted, check ? together : 1, async (record) => {
    told()
    const truth = await findTruth(record, ledger, surroundings, onWarning)
    return (
      truth && {
        ...describeRecord(truth),
        ...(check && (await lookAt(truth, surroundings))),
      }
    )
  })
  return shares.flatMap((share) => {
    if (share.status === 'rejected') throw share.reason
    return share.value ?? []
  })
}

/** Addresses that are asked at once. */
const together = 8
