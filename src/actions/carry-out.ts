import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, isActive} from '../ledger/record.js'
import {settleAll} from '../system/in-parallel.js'
import type {Destination} from './destination.js'
import type {RemovalTask} from './removal-tasks.js'
import {removeAndVerify} from './remove-and-verify.js'
import {note} from './share-audit.js'
import {describeNothing, describeRecord} from './share-status.js'
import {type TakeDownOptions, takeDown} from './take-down.js'
import type {ShareStatus} from './types.js'

/** Tasks at one place, which are carried out together. */
export interface Attempt {
  destination: Destination
  tasks: RemovalTask[]
}

export interface CarryOutOptions extends Omit<TakeDownOptions, 'target'> {
  /** Whether nothing is taken down. */
  isDryRun: boolean
}

/**
 * Take down what lies at one place, all at once.
 *
 * @returns What became of each task. One that fails keeps none of the others from going.
 */
export async function carryOut(
  {destination, tasks}: Attempt,
  ledger: Ledger,
  {isDryRun, ...rest}: CarryOutOptions,
): Promise<PromiseSettledResult<ShareStatus>[]> {
  const how = {...rest, target: destination.target}
  const recorded = tasks.flatMap((task) => (task.type === 'recorded' ? [task.record] : []))
  const found = tasks.flatMap((task) => (task.type === 'found' ? [task.shareID] : []))
  const ends = isDryRun
    ? await settleAll(recorded, 1, async (record) => describeRecord(record))
    : await removeRecorded(recorded, ledger, how)
  return [...ends, ...(await removeFound(found, destination, isDryRun, ledger, how))]
}

async function removeRecorded(
  records: readonly ActiveRecord[],
  ledger: Ledger,
  how: TakeDownOptions,
): Promise<PromiseSettledResult<ShareStatus>[]> {
  const locks = new Map<string, () => Promise<void>>()
  try {
    const read = await settleAll(records, 1, async ({shareID, sessionID}) => {
      if (!locks.has(sessionID)) locks.set(sessionID, await ledger.lock(sessionID))
      // Another process may have changed or removed it before we held the lock.
      return await ledger.read(shareID)
    })
    const current = read.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    const active = current.filter((record) => record !== undefined).filter(isActive)
    const ends = await takeDown(active, ledger, how)
    return await settleAll(read, 1, async (result, index) => {
      if (result.status === 'rejected') throw result.reason
      const record = result.value
      if (!record) return describeNothing({sessionID: records[index]?.sessionID ?? null})
      if (!isActive(record)) return describeRecord(record)
      const end = ends.get(record.shareID)
      if (end?.status !== 'fulfilled') throw end?.reason
      return {...describeRecord(end.value), title: record.title}
    })
  } finally {
    for (const release of locks.values()) await release()
  }
}

async function removeFound(
  shareIDs: readonly string[],
  {name, target}: Destination,
  isDryRun: boolean,
  ledger: Ledger,
  how: TakeDownOptions,
): Promise<PromiseSettledResult<ShareStatus>[]> {
  const found = await settleAll(shareIDs, 1, async (shareID) => ({
    shareID,
    receipt: (await target.find(shareID)) ?? target.plan(new Map(), shareID),
  }))
  const items = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
  const told = ({shareID}: {shareID: string}) => noteRemoval(shareID, name, ledger, how)
  const removed = isDryRun ? [] : await removeAndVerify(items, how, told)
  const ends = new Map(items.map(({shareID}, index) => [shareID, removed[index]]))
  return await settleAll(found, 1, async (result) => {
    if (result.status === 'rejected') throw result.reason
    const {shareID, receipt} = result.value
    const known = {shareID, target: name}
    if (isDryRun) {
      return describeNothing({...known, shareURL: receipt.url, state: 'live'})
    }
    const end = ends.get(shareID)
    if (end?.status === 'rejected') throw end.reason
    return describeNothing({...known, state: 'removed'})
  })
}

async function noteRemoval(
  shareID: string,
  target: string,
  ledger: Ledger,
  {surroundings, onWarning, onGone}: TakeDownOptions,
): Promise<void> {
  const time = surroundings.now().toISOString()
  await note(ledger, {event: 'unshare', time, shareID, target}, onWarning)
  onGone?.()
}
