import path from 'node:path'
import {stateFolder} from '../config/folders.js'
import {type Ledger, openLedger} from '../ledger/ledger.js'
import {isBucketAddress} from '../ledger/s3/address.js'
import {openBucketLedger} from '../ledger/s3/bucket-ledger.js'
import {refuseTargetsPlace} from './refuse-targets-place.js'
import type {LedgerOptions, Surroundings} from './types.js'

/**
 * The ledger that the options name, or the person's own. Nothing is looked at before it is used.
 *
 * @throws SessionpressError `USAGE_INVALID` for an address of a bucket that cannot be read
 */
export function openLedgerOf({state}: LedgerOptions, surroundings: Surroundings): Ledger {
  if (state === undefined) return openLedger(stateFolder(surroundings))
  if (!isBucketAddress(state)) return openLedger(path.resolve(surroundings.cwd, state))
  const {env, fetch} = surroundings
  return openBucketLedger(state, {
    env,
    fetch,
    refuse: (address) => refuseTargetsPlace(address, surroundings),
  })
}
