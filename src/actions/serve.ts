import process from 'node:process'
import {readConfiguration} from '../config/configuration.js'
import {describeBug} from '../errors.js'
import {listen} from '../server/http-server.js'
import {beThrifty} from '../system/own-process.js'
import {targetSchemas} from '../targets/registry.js'
import {chooseDestination} from './destination.js'
import {openLedgerOf} from './open-ledger-of.js'
import {createAttempts} from './serve/attempts.js'
import {openLogs, type ServeContext} from './serve/context.js'
import {startRounds} from './serve/rounds.js'
import {createSchedule} from './serve/schedule.js'
import {createService} from './serve/service.js'
import {openThreads} from './serve/threads.js'
import type {WorkerData} from './serve/work.js'
import {resolveSurroundings} from './surroundings.js'
import type {LedgerOptions} from './types.js'

export interface ServeOptions extends LedgerOptions {
  /** Address to listen on; one that others can reach takes a token. @default `127.0.0.1` */
  host?: string
  /** Port there; 0 takes a free one. @default 4747 */
  port?: number
  /** What every request must know, as a bearer token or as the first part of the path. @default `SESSIONPRESS_SERVE_TOKEN` */
  token?: string
  /** Name of a configured target, or a folder. @default the configuration's `target` */
  to?: string
  /** A database file, a legacy folder, or a server to look sessions of this machine up in. @default OpenCode's own store */
  source?: string
  /** Bytes that one request may have. @default 268435456 */
  mostBytes?: number
  /** Milliseconds in which a request must be here whole. @default 120000 */
  patience?: number
  /** Told in one line each what happens; no text of a session is in it. @default nothing is told */
  onLog?: (line: string) => void
}

/** What `serve` does where nothing else is asked for. */
export const serveDefaults = {
  host: '127.0.0.1',
  port: 4747,
  mostBytes: 256 * 1024 * 1024,
  patience: 120_000,
} as const satisfies ServeOptions

/** A server that answers. */
export interface Serving {
  url: string
  /** Publish what has come, and end. */
  close(): Promise<void>
}

/**
 * Speak OpenCode's share protocol, so that its own `/share` ends in a bundle on the person's host,
 * and the session share API beside it.
 *
 * @throws SessionpressError `USAGE_INVALID`, `SERVE_PORT_TAKEN`, `TARGET_*`, `CONFIG_*`, `LEDGER_*`
 */
export async function serve(options: ServeOptions = {}): Promise<Serving> {
  const {host, port, mostBytes, patience, ...rest} = {...serveDefaults, ...options}
  const {to, state, source, onLog: say = () => {}} = rest
  const surroundings = resolveSurroundings(rest.surroundings)
  const ledger = openLedgerOf(rest, surroundings)
  const openLog = openLogs(ledger.shelf)
  const context: ServeContext = {ledger, surroundings, to, state, source, openLog, say}
  await checkDestination(context)
  await ledger.expectUsable()

  // What holds for this thread holds for those that make the pages.
  beThrifty()
  const data = workerDataOf(context)
  const [receiver, publisher] = [openThreads(data, say), openThreads(data, say)]
  const attempts = createAttempts(context, publisher)
  const schedule = createSchedule({run: attempts.publish})
  const gone = {context, onGone: schedule.forget}
  const service = createService({...gone, receiver, publisher, onNews: schedule.touch})
  const token = rest.token ?? (surroundings.env.SESSIONPRESS_SERVE_TOKEN || undefined)
  const onBug = (error: unknown) => say(`BUG: ${describeBug(error)}`)
  const how = {host, port, token, mostBytes, patience, service, onAnswer: say, onBug}
  const unfinished = await attempts.unfinished()
  const server = await listen(how)
  for (const shareID of unfinished) schedule.touch(shareID)
  const rounds = startRounds({context, attempts, schedule, onBug})

  return {
    url: server.url,
    async close() {
      await server.close()
      await rounds.stop()
      await schedule.finish()
      await Promise.all([receiver.end(), publisher.end()])
    },
  }
}

/** A target that is described wrongly is told before anybody relies on the server. */
async function checkDestination({surroundings, to}: ServeContext): Promise<void> {
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  const call = {to, session: undefined, configuration, surroundings}
  await chooseDestination({...call, command: 'serve', chooseTarget: undefined})
}

/** Threads have the process's own surroundings where they were not replaced, and functions cannot be sent. */
function workerDataOf({surroundings, to, state, source}: ServeContext): WorkerData {
  const {cwd, env, home, user, host, systemFolder} = surroundings
  const own: WorkerData['surroundings'] =
    env === process.env
      ? {cwd}
      : {cwd, env: {...env}, home, user, host, ...(systemFolder !== undefined && {systemFolder})}
  return {settings: {to, state, source}, surroundings: own}
}
