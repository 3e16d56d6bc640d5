import {isDeepStrictEqual} from 'node:util'
import {SessionpressError} from '../errors.js'
import type {Choice} from '../ledger/choice.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord} from '../ledger/record.js'
import type {Excludable} from '../session/selection.js'
import {findNewest} from './claim.js'
import type {Destination} from './destination.js'
import type {ContentOptions} from './types.js'

/** What a person wanted to be seen of a session when they shared it, as options of `share`. */
export async function keptChoice(
  sessionID: string,
  {ledger, destination}: {ledger: Ledger; destination: Destination},
): Promise<ContentOptions> {
  const {records} = await ledger.ofSession(sessionID)
  const {exclude, ...choice} = findNewest(records, {destination})?.choice ?? {}
  // `share` refuses a kind that it does not know.
  return {...choice, ...(exclude && {exclude: exclude as Excludable[]})}
}

/**
 * See that a person did not choose otherwise while a session was made ready.
 *
 * @throws SessionpressError `LEDGER_LOCKED`
 */
export function expectChoice(existing: ActiveRecord | undefined, choice: Choice | undefined): void {
  if (isDeepStrictEqual(existing?.choice, choice)) return
  throw new SessionpressError('LEDGER_LOCKED', 'The session was shared by hand meanwhile.', {
    hint: 'Run this again.',
  })
}
