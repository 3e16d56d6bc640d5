import {isActive, type ShareRecord} from '../ledger/record.js'
import {findSessionID} from './find-session-id.js'
import {findTruth, lookAt} from './look-up.js'
import {openLedgerOf} from './open-ledger-of.js'
import {resolveShares} from './resolve-shares.js'
import {describeNothing, describeRecord, linkOf} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {FindOptions, LedgerOptions, ShareStatus} from './types.js'

export interface StatusOptions extends FindOptions, LedgerOptions {
  /** Ask its address whether the share is really there. @default false */
  check?: boolean
}

/** What `status` does where nothing else is asked for. */
export const statusDefaults = {check: false} as const satisfies StatusOptions

/**
 * Whether a session is shared, and where: the newest live share, else the newest. Others that may
 * be online are told as warnings.
 *
 * What the ledger knows is answered without loading the session, so it works
 * when the session is gone.
 *
 * @param session Session id, share id, a unique prefix of one, or a share's URL; else what `share`
 * takes: nothing means the project's newest.
 * @throws SessionpressError `SHARE_AMBIGUOUS`, `LEDGER_UNREADABLE`; `SESSION_*` and `SOURCE_*` when
 * the session has to be looked for
 */
export async function status(
  session: string | undefined,
  options: StatusOptions = {},
): Promise<ShareStatus> {
  const surroundings = resolveSurroundings(options.surroundings)
  const ledger = openLedgerOf(options, surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {check} = {...statusDefaults, ...options}

  const {records, damaged} = await ledger.list()
  for (const error of damaged) onWarning(error.message)
  const {id, records: meant} = await resolveShares(session, records, options, surroundings)
  const known: ShareRecord[] = []
  for (const record of meant) {
    const truth = await findTruth(record, ledger, surroundings, onWarning)
    if (truth) known.push(truth)
  }

  const record = pickOne(known)
  if (!record) {
    const sessionID = id === session ? await findSessionID(id, options, surroundings) : id
    return describeNothing(/(^|[^a-z])s_/.test(id) ? {} : {sessionID: sessionID || null})
  }
  for (const other of known.filter(isActive)) {
    if (other === record) continue
    onWarning(`It is also at \`${other.target.name}\` (${other.state}): ${linkOf(other)}`)
  }
  const look = check ? await lookAt(record, surroundings) : {}
  const described = {...describeRecord(record), ...look}
  return record.state === 'removed' ? {...described, shareID: null, shareURL: null} : described
}

function pickOne(records: ShareRecord[]): ShareRecord | undefined {
  return (
    records.findLast(({state}) => state === 'live') ??
    records.findLast(({state}) => state !== 'removed') ??
    records.at(-1)
  )
}
