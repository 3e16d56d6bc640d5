import {readConfiguration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord} from '../ledger/record.js'
import {targetSchemas} from '../targets/registry.js'
import {type Destination, findDestination, reach} from './destination.js'
import {openLedgerOf} from './open-ledger-of.js'
import {findTasks, isActive, type RemovalTask} from './removal-tasks.js'
import {note} from './share-audit.js'
import {describeNothing, describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import {removeAndVerify, type TakeDownOptions, takeDown} from './take-down.js'
import type {FindOptions, LedgerOptions, ShareStatus, Surroundings} from './types.js'

export interface UnshareOptions extends FindOptions, LedgerOptions {
  /** Only what lies at this configured target or folder; also finds shares there that the ledger does not know. @default every target */
  to?: string
  /** Take down every share in the ledger. @default false */
  all?: boolean
  /** Keep asking a page that is still served, for ten minutes or this many milliseconds. @default false */
  wait?: boolean | number
  /** Milliseconds between two questions. @default 3000 */
  interval?: number
  /** Only tell what would be taken down. @default false */
  dryRun?: boolean
}

/** What `unshare` does where nothing else is asked for. */
export const unshareDefaults = {
  all: false,
  wait: false,
  interval: 3_000,
  dryRun: false,
} as const satisfies UnshareOptions

/**
 * Take shares down and verify that they are gone. By id or URL it needs neither
 * the session nor, given `to`, the ledger. A failure does not keep the others from going.
 *
 * @param ids Session ids, share ids, unique prefixes of them, URLs; or a session as `share` takes it:
 * a file, `-`, `latest`.
 * @throws SessionpressError `SHARE_NOT_FOUND`, `SHARE_AMBIGUOUS`, `REMOVE_UNVERIFIED`,
 * `REMOVE_PARTIAL`, `TARGET_*`, `LEDGER_*`; `SESSION_*` and `SOURCE_*` when a session has to be
 * looked for
 */
export async function unshare(ids: string[], options: UnshareOptions = {}): Promise<ShareStatus[]> {
  const surroundings = resolveSurroundings(options.surroundings)
  const ledger = openLedgerOf(options, surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {all, dryRun} = {...unshareDefaults, ...options}

  const {records, damaged} = await ledger.list()
  // Where everything shall go, what cannot be read is a failure, told at the end.
  const isFinal = all && !dryRun
  const unread = isFinal ? damaged : []
  if (!isFinal) for (const error of damaged) onWarning(error.message)
  const destination = await findPlace(options.to, surroundings)

  const scope = {records, ledger, destination, isAll: all, find: options, surroundings}
  const attempts = new Map<string, () => Promise<ShareStatus>>()
  const failures: unknown[] = []
  const given = all ? records.filter(isActive).map(({shareID}) => shareID) : ids
  for (const id of given) {
    try {
      for (const task of await findTasks(id, scope)) {
        const key = task.type === 'found' ? task.shareID : task.record.shareID
        attempts.set(key, () => carryOut(task, dryRun, ledger, {...options, surroundings}))
      }
    } catch (error) {
      failures.push(error)
    }
  }

  const done: ShareStatus[] = []
  for (const [index, attempt] of [...attempts.values()].entries()) {
    options.onProgress?.({step: 'removing', done: index, total: attempts.size})
    await attempt().then(
      (status) => done.push(status),
      (error: unknown) => failures.push(error),
    )
  }
  if (failures.length > 0) throw sumUp([...failures, ...unread], done.length)
  if (unread.length > 0) throw sumUpUnread(unread, done.length)
  return done
}

async function findPlace(
  to: string | undefined,
  surroundings: Surroundings,
): Promise<Destination | undefined> {
  if (to === undefined) return undefined
  // Nothing forbids to take down, and a broken policy must not keep a share online.
  const configuration = await readConfiguration({...surroundings, targetSchemas, hasPolicy: false})
  return findDestination(to, {configuration, surroundings})
}

async function carryOut(
  task: RemovalTask,
  isDryRun: boolean,
  ledger: Ledger,
  options: UnshareOptions & {surroundings: Surroundings},
): Promise<ShareStatus> {
  const onWarning = options.onWarning ?? (() => {})
  if (task.type === 'removed') {
    onWarning(`\`${task.record.shareID}\` was removed already, at ${task.record.updatedAt}.`)
    return describeRecord(task.record)
  }
  const destination = task.type === 'found' ? task.destination : reach(task.record.target)
  const how = resolveHow(destination, onWarning, options)
  if (task.type === 'found') return removeFound(task.shareID, destination, isDryRun, ledger, how)
  return isDryRun ? describeRecord(task.record) : removeRecorded(task.record, ledger, how)
}

function resolveHow(
  {target}: Destination,
  onWarning: (warning: string) => void,
  options: UnshareOptions & {surroundings: Surroundings},
): TakeDownOptions {
  const {wait, interval} = {...unshareDefaults, ...options}
  const limit = wait === true ? 600_000 : wait === false ? 0 : wait
  return {target, surroundings: options.surroundings, wait: limit, interval, onWarning}
}

async function removeRecorded(
  {shareID, sessionID}: ActiveRecord,
  ledger: Ledger,
  how: TakeDownOptions,
): Promise<ShareStatus> {
  const release = await ledger.lock(sessionID)
  try {
    // Another process may have changed or removed it before we held the lock.
    const record = await ledger.read(shareID)
    if (!record) return describeNothing({sessionID})
    if (!isActive(record)) return describeRecord(record)
    const tombstone = await takeDown(record, ledger, how)
    return {...describeRecord(tombstone), title: record.title}
  } finally {
    await release()
  }
}

async function removeFound(
  shareID: string,
  {name, target}: Destination,
  isDryRun: boolean,
  ledger: Ledger,
  how: TakeDownOptions,
): Promise<ShareStatus> {
  const receipt = await target.find(shareID)
  const known = {shareID, target: name}
  if (receipt && isDryRun) return describeNothing({...known, shareURL: receipt.url, state: 'live'})
  if (receipt) {
    await removeAndVerify(receipt, how)
    const time = how.surroundings.now().toISOString()
    await note(ledger, {event: 'unshare', time, shareID, target: name}, how.onWarning)
  }
  return describeNothing({...known, state: 'removed'})
}

/** One failure is told as it is; of several, those that are alike keep their code. */
function sumUp(failures: unknown[], done: number): unknown {
  const bug = failures.find((error) => !(error instanceof SessionpressError))
  if (bug) return bug
  const known = failures.filter((error) => error instanceof SessionpressError)
  const [first] = known
  if (!first || (known.length === 1 && done === 0)) return first

  const isAlike = done === 0 && known.every(({code}) => code === first.code)
  const parts = known.map(({message}) => message).join(' ')
  return new SessionpressError(
    isAlike ? first.code : 'REMOVE_PARTIAL',
    `${known.length} of ${known.length + done} could not be taken down. ${parts}`,
    {hint: first.hint ?? 'Run this again.', cause: new AggregateError(known)},
  )
}

/** Everything that the ledger could tell of is gone; what a damaged record tells of may not be. */
function sumUpUnread(unread: SessionpressError[], done: number): SessionpressError {
  const others = done === 1 ? 'The other share was' : `The other ${done} shares were`
  const parts = unread.map(({message}) => message)
  if (done > 0) parts.push(`${others} taken down.`)
  return new SessionpressError('LEDGER_UNREADABLE', parts.join(' '), {
    hint: unread[0]?.hint ?? 'Run this again.',
    cause: unread.length === 1 ? unread[0] : new AggregateError(unread),
  })
}
