import type {Ledger} from '../../ledger/ledger.js'
import {type ItemLog, openItemLog} from '../../server/item-log.js'
import type {Shelf} from '../../system/shelf.js'
import type {Surroundings} from '../types.js'

/** What everything in `serve` works with. */
export interface ServeContext {
  ledger: Ledger
  surroundings: Surroundings
  /** Name of the target, or a folder. @default the configuration's `target` */
  to: string | undefined
  /** Folder or bucket of the ledger, as it was given. */
  state: string | undefined
  /** Store in which the sessions of this machine are looked up. @default OpenCode's own */
  source: string | undefined
  /** The log of what came for a share; one that was used lately knows its numbers still. */
  openLog(shareID: string): ItemLog
  /** Told in one sentence what a person should know. No text of a session is in it. */
  say(sentence: string): void
}

/** Logs on a shelf, the last used of which stay open. */
export function openLogs(shelf: Shelf): ServeContext['openLog'] {
  const logs = new Map<string, ItemLog>()
  return (shareID) => {
    const log = logs.get(shareID) ?? openItemLog(shelf, shareID)
    logs.delete(shareID)
    logs.set(shareID, log)
    for (const old of [...logs.keys()].slice(0, -mostLogs)) logs.delete(old)
    return log
  }
}

const mostLogs = 200
