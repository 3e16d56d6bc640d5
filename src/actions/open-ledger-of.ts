import path from 'node:path'
import {stateFolder} from '../config/folders.js'
import {type Ledger, openLedger} from '../ledger/ledger.js'
import type {LedgerOptions, Surroundings} from './types.js'

/** The ledger that the options name, or the person's own. */
export function openLedgerOf({state}: LedgerOptions, surroundings: Surroundings): Ledger {
  const folder =
    state === undefined ? stateFolder(surroundings) : path.resolve(surroundings.cwd, state)
  return openLedger(folder)
}
