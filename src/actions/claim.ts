import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord, ShareRecord} from '../ledger/record.js'
import {createShareID} from '../ledger/share-id.js'
import {type Destination, liesAt} from './destination.js'

/** The right to publish one session to one target, under one share id. */
export interface Claim {
  shareID: string
  /** The share that is brought up to date, or that a killed run began. */
  existing: ActiveRecord | undefined
  /** Id of the share that goes when this one is live. */
  replaces: string | undefined
  /** Let other processes at the session's shares again. */
  release(): Promise<void>
}

interface ClaimOptions {
  ledger: Ledger
  destination: Destination
  sessionID: string
  newLink: boolean
  /** Id of the share that alone may be brought up to date. @default the newest, or a new one */
  only?: string | undefined
  /** Whether nothing may be written, not even a lock. */
  isDryRun: boolean
  onWarning: (warning: string) => void
}

/**
 * Lock the session and find the id that its share has at this target, or make a new one.
 *
 * @throws SessionpressError `SHARE_NOT_FOUND` where the only one meant is gone by now; `LEDGER_*`
 */
export async function claimShare(options: ClaimOptions): Promise<Claim> {
  const {ledger, sessionID, isDryRun} = options
  const release = isDryRun ? async () => {} : await ledger.lock(sessionID)
  try {
    const {records, damaged} = await ledger.ofSession(sessionID)
    for (const error of damaged) options.onWarning(error.message)
    const newest = findNewest(records, options)
    if (options.only !== undefined && newest?.shareID !== options.only) throw goneMeanwhile()
    const isBegun = newest?.state === 'publishing' && !newest.previous
    if (newest && (isBegun || !options.newLink)) {
      const {shareID, replaces} = newest
      return {shareID, existing: newest, replaces, release}
    }
    const replaces = newest?.shareID
    return {shareID: createShareID(), existing: undefined, replaces, release}
  } catch (error) {
    await release()
    throw error
  }
}

/** The share of these that would be brought up to date at a place. */
export function findNewest(
  records: readonly ShareRecord[],
  options: Pick<ClaimOptions, 'destination' | 'only'>,
): ActiveRecord | undefined {
  return records
    .filter((record) => record.state !== 'removed')
    .filter((record) => record.state !== 'removing')
    .filter((record) => (options.only ?? record.shareID) === record.shareID)
    .filter((record) => liesAt(record, options.destination))
    .at(-1)
}

function goneMeanwhile(): SessionpressError {
  return new SessionpressError('SHARE_NOT_FOUND', 'The share was taken down meanwhile.', {
    hint: 'Share the session again.',
  })
}
