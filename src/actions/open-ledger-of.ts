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
  return openOnce(state, surroundings)
}

/**
 * The folder of this machine for what is no matter of a bucket's: what its person has agreed to, and
 * which process watches.
 */
export function ownFolder({state}: LedgerOptions, surroundings: Surroundings): string {
  if (state === undefined || isBucketAddress(state)) return stateFolder(surroundings)
  return path.resolve(surroundings.cwd, state)
}

/**
 * A bucket is looked at when it is opened, and a ledger in one remembers what it has read: what
 * runs for long and calls others again and again opens it once.
 */
function openOnce(state: string, surroundings: Surroundings): Ledger {
  const {env, fetch, cwd} = surroundings
  const ledgers = opened.get(env) ?? new Map<string, Ledger>()
  opened.set(env, ledgers)
  const key = JSON.stringify([state, cwd])
  const ledger =
    ledgers.get(key) ??
    openBucketLedger(state, {
      env,
      fetch,
      refuse: (address) => refuseTargetsPlace(address, surroundings),
    })
  ledgers.set(key, ledger)
  return ledger
}

const opened = new WeakMap<Surroundings['env'], Map<string, Ledger>>()
