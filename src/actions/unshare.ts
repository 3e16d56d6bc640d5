import {type Configuration, readConfiguration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import {isActive} from '../ledger/record.js'
import {targetSchemas} from '../targets/registry.js'
import {runsOf} from './agreed-programs.js'
import {type Attempt, type CarryOutOptions, carryOut} from './carry-out.js'
import {findDestination} from './destination.js'
import {openLedgerOf} from './open-ledger-of.js'
import {findTasks, type RemovalTask} from './removal-tasks.js'
import {describeRecord} from './share-status.js'
import {sumUp, sumUpUnread} from './sum-up.js'
import {resolveSurroundings} from './surroundings.js'
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
  /**
   * Ask the public address before a share counts as gone. Without, what the place itself says is
   * believed, as where nobody here can reach that address.
   *
   * @default true
   */
  verify?: boolean
  /** Only tell what would be taken down. @default false */
  dryRun?: boolean
}

/** What `unshare` does where nothing else is asked for. */
export const unshareDefaults = {
  all: false,
  wait: false,
  interval: 3_000,
  verify: true,
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
  const configuration = await readLeniently(options.to, surroundings)
  const destination =
    options.to !== undefined && configuration
      ? await findDestination(options.to, {configuration, surroundings})
      : undefined

  const known = {records, ledger, destination, configuration}
  const scope = {...known, isAll: all, find: options, surroundings}
  const tasks = new Map<string, RemovalTask>()
  const failures: unknown[] = []
  const given = all ? records.filter(isActive).map(({shareID}) => shareID) : ids
  for (const id of given) {
    try {
      for (const task of await findTasks(id, scope)) {
        tasks.set(task.type === 'found' ? task.shareID : task.record.shareID, task)
      }
    } catch (error) {
      failures.push(error)
    }
  }

  const how = resolveHow(options, surroundings)
  const done: ShareStatus[] = []
  for (const task of tasks.values()) {
    if (task.type !== 'removed') continue
    const {record} = task
    options.onWarning?.(`\`${record.shareID}\` was removed already, at ${record.updatedAt}.`)
    done.push(describeRecord(record))
  }
  let gone = 0
  for (const attempt of groupByPlace([...tasks.values()])) {
    const onGone = () => options.onProgress?.({step: 'removing', done: ++gone, total: tasks.size})
    options.onProgress?.({step: 'removing', done: gone, total: tasks.size})
    const results = await carryOut(attempt, ledger, {...how, onGone})
    for (const result of results) {
      if (result.status === 'fulfilled') done.push(result.value)
      else failures.push(hintAtProgram(result.reason, attempt, options.to))
    }
  }
  if (failures.length > 0) throw sumUp([...failures, ...unread], done)
  if (unread.length > 0) throw sumUpUnread(unread, done.length)
  return done
}

function resolveHow(options: UnshareOptions, surroundings: Surroundings): CarryOutOptions {
  const {wait, interval, verify, dryRun} = {...unshareDefaults, ...options}
  const limit = wait === true ? 600_000 : wait === false ? 0 : wait
  const {onWarning = () => {}} = options
  return {surroundings, isDryRun: dryRun, isAsked: verify, wait: limit, interval, onWarning}
}

/** Nothing forbids to take down: neither a broken policy nor, where no target is named, a broken file keeps a share online. */
async function readLeniently(
  to: string | undefined,
  surroundings: Surroundings,
): Promise<Configuration | undefined> {
  try {
    return await readConfiguration({...surroundings, targetSchemas, hasPolicy: false})
  } catch (error) {
    if (to !== undefined || !(error instanceof SessionpressError)) throw error
    return undefined
  }
}

/** Some hosts, such as a branch of git, take many down in the time of one. */
function groupByPlace(tasks: RemovalTask[]): Attempt[] {
  const attempts = new Map<string, Attempt>()
  for (const task of tasks) {
    if (task.type === 'removed') continue
    const {destination} = task
    const key = JSON.stringify([destination.type, destination.options])
    const attempt = attempts.get(key) ?? {destination, tasks: []}
    attempts.set(key, attempt)
    attempt.tasks.push(task)
  }
  return [...attempts.values()]
}

/** A share remembers the programs of its target: which run is no choice of whatever project one stands in. */
function hintAtProgram(error: unknown, {destination}: Attempt, to: string | undefined): unknown {
  if (!(error instanceof SessionpressError) || to !== undefined) return error
  if (runsOf(destination).length === 0) return error
  const {code, message, hint = 'Run this again.'} = error
  const name = destination.name
  const more = `Where the configuration was corrected since, add \`--to ${name}\`: the share remembers what it was.`
  return new SessionpressError(code, message, {hint: `${hint} ${more}`, cause: error})
}
