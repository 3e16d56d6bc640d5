import type {Configuration} from '../config/configuration.js'
import {type Decisions, noDecisions} from '../ledger/decisions.js'
import type {Ledger} from '../ledger/ledger.js'
import {xdgFolder} from '../system/xdg-folders.js'
import {type Allowance, createAllowance} from './allowance.js'
import {openLedgerOf} from './open-ledger-of.js'
import type {Surroundings} from './types.js'

/** What a person has decided about one session: here, in earlier reviews, in the configuration. */
export interface Judgement extends Allowance {
  decisions: Decisions
}

/** Tells what a person has decided, once it is known which session is meant. */
export type Judge = (sessionID: string, configuration: Configuration) => Promise<Judgement>

interface OpenJudgeOptions {
  surroundings: Surroundings
  /** @default the person's own, where it can be told */
  ledger?: Ledger
  /** Ids that are allowed by this call. @default none */
  allow?: readonly string[]
  /** Whether the person's key is made where there is none, so that names hold for the next run. @default false */
  makesKey?: boolean
}

/** A judge with what a ledger knows. Nothing is read before it is asked. */
export function openJudge({surroundings, allow = [], makesKey, ...given}: OpenJudgeOptions): Judge {
  return async (sessionID, {redact: settings}) => {
    const ledger = given.ledger ?? ownLedger(surroundings)
    if (!ledger) {
      return {...createAllowance(allow, settings), decisions: noDecisions(sessionID)}
    }
    const key = await ledger.key({isMade: makesKey ?? false})
    const decisions = await ledger.decisions.read(sessionID)
    const decided = Object.entries(decisions.findings)
      .filter(([, decision]) => decision === 'allow')
      .map(([id]) => id)
    return {...createAllowance(allow, settings, key, decided), decisions}
  }
}

function ownLedger(surroundings: Surroundings): Ledger | undefined {
  const isKnown = xdgFolder(surroundings, 'XDG_STATE_HOME') !== undefined
  return isKnown ? openLedgerOf({}, surroundings) : undefined
}
