import type {Configuration} from '../config/configuration.js'
import {stateFolder} from '../config/folders.js'
import {type Decisions, noDecisions, readDecisions} from '../ledger/decisions.js'
import {openPersonKey, readPersonKey} from '../ledger/person-key.js'
import {xdgFolder} from '../system/xdg-folders.js'
import {type Allowance, createAllowance} from './allowance.js'
import type {Surroundings} from './types.js'

/** What a person has decided about one session: here, in earlier reviews, in the configuration. */
export interface Judgement extends Allowance {
  decisions: Decisions
}

/** Tells what a person has decided, once it is known which session is meant. */
export type Judge = (sessionID: string, configuration: Configuration) => Promise<Judgement>

interface OpenJudgeOptions {
  surroundings: Surroundings
  /** Folder of the ledger. @default the person's own, where it can be told */
  folder?: string
  /** Ids that are allowed by this call. @default none */
  allow?: readonly string[]
  /** Whether the person's key is made where there is none, so that names hold for the next run. @default false */
  makesKey?: boolean
}

/** A judge with what lies in a state folder. Nothing is read before it is asked. */
export function openJudge({surroundings, allow = [], makesKey, ...given}: OpenJudgeOptions): Judge {
  return async (sessionID, {redact: settings}) => {
    const folder = given.folder ?? ownFolder(surroundings)
    if (folder === undefined) {
      return {...createAllowance(allow, settings), decisions: noDecisions(sessionID)}
    }
    const key = makesKey ? await openPersonKey(folder) : await readPersonKey(folder)
    const decisions = await readDecisions(folder, sessionID)
    const decided = Object.entries(decisions.findings)
      .filter(([, decision]) => decision === 'allow')
      .map(([id]) => id)
    return {...createAllowance(allow, settings, key, decided), decisions}
  }
}

function ownFolder(surroundings: Surroundings): string | undefined {
  const isKnown = xdgFolder(surroundings, 'XDG_STATE_HOME') !== undefined
  return isKnown ? stateFolder(surroundings) : undefined
}
