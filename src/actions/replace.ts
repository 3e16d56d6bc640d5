import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord} from '../ledger/record.js'
import {reach} from './destination.js'
import {askingOnce, takeDown} from './take-down.js'
import type {Surroundings} from './types.js'

/** Take down the share that a new link takes the place of, now that the new one is live. */
export async function replaceShare(
  record: ActiveRecord,
  ledger: Ledger,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<ActiveRecord> {
  const {replaces, ...rest} = record
  if (replaces === undefined) return record

  const old = await ledger.read(replaces)
  if (old && old.state !== 'removed') {
    const {target} = reach(old.target, surroundings)
    const how = {target, ...askingOnce({surroundings, onWarning})}
    const ended = (await takeDown([old], ledger, how)).get(old.shareID)
    if (ended?.status === 'rejected') throw explain(ended.reason, record)
  }
  await ledger.write(rest)
  return rest
}

function explain(error: unknown, {receipt}: ActiveRecord): unknown {
  if (!(error instanceof SessionpressError)) return error
  const message = `The new link ${receipt.url} is online; the old one is not gone. ${error.message}`
  const {hint = 'Run this again.'} = error
  return new SessionpressError(error.code, message, {hint, cause: error})
}
