import type {ShareRecord} from '../ledger/record.js'
import {findShares} from './find-shares.js'
import {findTruth, isOnline} from './look-up.js'
import {openLedgerOf} from './share.js'
import {describeNothing, describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {FindOptions, LedgerOptions, ShareStatus} from './types.js'

export interface StatusOptions extends FindOptions, LedgerOptions {
  /** Ask the place whether the share is really there. @default false */
  check?: boolean
}

/** What `status` does where nothing else is asked for. */
export const statusDefaults = {check: false} as const satisfies StatusOptions

/**
 * Whether a session is shared, and where: the live share, else the newest.
 *
 * What the ledger knows is answered without loading the session, so it works
 * when the session is gone.
 *
 * @param session Session id, share id, a unique prefix of one, or a URL.
 * @throws SessionpressError `SHARE_AMBIGUOUS`, `LEDGER_UNREADABLE`
 */
export async function status(session: string, options: StatusOptions = {}): Promise<ShareStatus> {
  const surroundings = resolveSurroundings(options.surroundings)
  const ledger = openLedgerOf(options, surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {check} = {...statusDefaults, ...options}

  const {records, damaged} = await ledger.list()
  for (const error of damaged) onWarning(error.message)
  const known: ShareRecord[] = []
  for (const record of findShares(session, records)) {
    const truth = await findTruth(record, ledger, onWarning)
    if (truth) known.push(truth)
  }

  const record = pickOne(known)
  if (!record) return describeNothing({sessionID: session})
  const online = check ? {online: (await isOnline(record, surroundings)) ?? null} : {}
  const described = {...describeRecord(record), ...online}
  return record.state === 'removed' ? {...described, shareID: null, shareURL: null} : described
}

function pickOne(records: ShareRecord[]): ShareRecord | undefined {
  return (
    records.findLast(({state}) => state === 'live') ??
    records.findLast(({state}) => state !== 'removed') ??
    records.at(-1)
  )
}
