import type {Configuration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, isActive, type ShareRecord} from '../ledger/record.js'
import {looksLikePath} from '../sources/choose.js'
import {inParallel} from '../system/in-parallel.js'
import {inspectOne} from '../targets/types.js'
import {verify} from '../targets/verify.js'
import {currentDestination} from './current-destination.js'
import {type Destination, liesAt} from './destination.js'
import {readShareID, shareNotFound} from './find-shares.js'
import {resolveShares} from './resolve-shares.js'
import type {FindOptions, Surroundings} from './types.js'

/** One share to take down: known to the ledger, found at a place without it, or gone already. */
export type RemovalTask =
  | {
      type: 'recorded'
      record: ActiveRecord
      /** The target as it is configured now: what the record says of it may be out of date. */
      destination: Destination
    }
  | {type: 'found'; shareID: string; destination: Destination}
  | {type: 'removed'; record: ShareRecord}

interface FindTasksOptions {
  records: ShareRecord[]
  ledger: Ledger
  /** Only what lies there. */
  destination: Destination | undefined
  /** Whether everything is meant, so that a share that lies elsewhere is no mistake. */
  isAll: boolean
  /** How to find a session that is no id. */
  find: FindOptions
  /** The project's, where it can be read. */
  configuration: Configuration | undefined
  surroundings: Surroundings
}

/**
 * What a person means to be taken down.
 *
 * @throws SessionpressError `SHARE_NOT_FOUND`, `SHARE_AMBIGUOUS`, `LEDGER_UNREADABLE`; `SESSION_*`
 * and `SOURCE_*` when a session has to be looked for
 */
export async function findTasks(
  given: string,
  {records, ledger, destination, isAll, find, configuration, surroundings}: FindTasksOptions,
): Promise<RemovalTask[]> {
  const {records: matching} = await resolveShares(given, records, find, surroundings).catch(
    (error: unknown) => {
      throw isUnknownName(given, error) ? shareNotFound(given, records, error) : error
    },
  )
  const here = matching.filter(isActive).filter((each) => !destination || liesAt(each, destination))
  if (here.length > 0 || isAll) {
    return await inParallel(here, 1, async (record) => ({
      type: 'recorded',
      record,
      destination: destination ?? currentDestination(record, configuration, surroundings),
    }))
  }

  const shareID = readShareID(given)
  if (destination) {
    const ids = shareID === undefined ? matching.map((record) => record.shareID) : [shareID]
    const found = await findThere(ids, destination)
    for (const {target} of found.length > 0 ? matching.filter(isActive) : []) {
      find.onWarning?.(`The ledger knows it at \`${target.name}\` too, where it is left alone.`)
    }
    if (found.length > 0) return found
  } else if (shareID !== undefined && matching.length === 0) {
    // A damaged record is told from none.
    await ledger.read(shareID)
  }
  const removed = matching.findLast((record) => !isActive(record))
  if (removed) return [await findTraces(removed, configuration, surroundings)]
  if (shareID !== undefined && destination) {
    return [await findCached(shareID, destination, surroundings)]
  }
  throw shareNotFound(given, records)
}

/** Shares that lie at a place of which the ledger does not know it: it was moved there, or copied. */
async function findThere(shareIDs: string[], destination: Destination): Promise<RemovalTask[]> {
  const tasks: RemovalTask[] = []
  for (const shareID of shareIDs) {
    if (await destination.target.find(shareID)) tasks.push({type: 'found', shareID, destination})
  }
  return tasks
}

/** A share that was removed from a branch whose history kept it may go from there too by now. */
async function findTraces(
  record: ShareRecord,
  configuration: Configuration | undefined,
  surroundings: Surroundings,
): Promise<RemovalTask> {
  const {shareID} = record
  try {
    const destination = currentDestination(record, configuration, surroundings)
    const {target} = destination
    const hasHistory = target.abilities.keepsHistory && target.abilities.canList
    if (hasHistory && !(await inspectOne(target, target.plan(new Map(), shareID))).isGone) {
      return {type: 'found', shareID, destination}
    }
  } catch (error) {
    // What was removed stays so while its host cannot be asked.
    if (!(error instanceof SessionpressError)) throw error
  }
  return {type: 'removed', record}
}

/** Nothing of it lies there. Caches may serve it still, and then it is waited for as after a removal. */
async function findCached(
  shareID: string,
  destination: Destination,
  {fetch}: Surroundings,
): Promise<RemovalTask> {
  const {name, target} = destination
  const verdict = await verify(target, target.plan(new Map(), shareID), 'gone', fetch)
  if (verdict.type === 'served') return {type: 'found', shareID, destination}
  throw new SessionpressError('SHARE_NOT_FOUND', `Nothing of \`${shareID}\` lies at \`${name}\`.`, {
    hint: 'If it was removed before, all is well; else check the id, or name another target with `--to`.',
  })
}

/** A name that neither the ledger nor a store knows is most likely a mistyped share. */
function isUnknownName(given: string, error: unknown): boolean {
  if (!(error instanceof SessionpressError) || !/_NOT_FOUND$/.test(error.code)) return false
  if (given === 'latest' || given === '-') return false
  return /^https?:/i.test(given) || !looksLikePath(given)
}
