import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord, ShareRecord} from '../ledger/record.js'
import {type Destination, liesAt} from './destination.js'
import {findShares, readShareID, shareNotFound} from './find-shares.js'

/** One share to take down: known to the ledger, found at a place without it, or gone already. */
export type RemovalTask =
  | {type: 'recorded'; record: ActiveRecord}
  | {type: 'found'; shareID: string; destination: Destination}
  | {type: 'removed'; record: ShareRecord}

/**
 * What a person means to be taken down.
 *
 * @throws SessionpressError `SHARE_NOT_FOUND`, `SHARE_AMBIGUOUS`, `LEDGER_UNREADABLE`
 */
export async function findTasks(
  given: string,
  records: ShareRecord[],
  ledger: Ledger,
  destination: Destination | undefined,
  isAll: boolean,
): Promise<RemovalTask[]> {
  const matching = findShares(given, records)
  const here = matching.filter(isActive).filter((each) => !destination || liesAt(each, destination))
  if (here.length > 0 || isAll) return here.map((record) => ({type: 'recorded', record}))

  const shareID = readShareID(given)
  if (shareID !== undefined && destination) {
    if (await destination.target.find(shareID)) return [{type: 'found', shareID, destination}]
  } else if (shareID !== undefined && matching.length === 0) {
    // A damaged record is told from none.
    await ledger.read(shareID)
  }
  const removed = matching.findLast((record) => !isActive(record))
  if (removed) return [{type: 'removed', record: removed}]
  throw shareNotFound(given, records)
}

/** Whether a share is online, or may be. */
export function isActive(record: ShareRecord): record is ActiveRecord {
  return record.state !== 'removed'
}
