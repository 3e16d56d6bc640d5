import {SessionpressError} from '../errors.js'
import {type Ledger, openLedger} from '../ledger/ledger.js'
import {isActive} from '../ledger/record.js'
import type {SessionSummary} from '../session/native.js'
import {madeIn} from '../sources/choose.js'
import {shareAddress} from '../sources/opencode/share-url.js'
import {createKeeper} from './auto/keeper.js'
import type {Shared} from './auto/share-by-itself.js'
import {openLedgerOf, ownFolder} from './open-ledger-of.js'
import {resolveSurroundings} from './surroundings.js'
import type {FindOptions, LedgerOptions, ShareStatus} from './types.js'
import type {Feed, FeedOptions} from './watch/feed.js'
import {watchServer} from './watch/watch-server.js'
import {watchStore} from './watch/watch-store.js'

export interface WatchOptions extends FindOptions, LedgerOptions {
  /** Watch the sessions of every project. @default false */
  all?: boolean
  /** Milliseconds between two looks at a store, at least. @default 2000 */
  interval?: number
  /** Milliseconds without a change after which a session is shared. @default 1000 */
  calm?: number
  /** Told of a page that was published or brought up to date. @default nobody is told */
  onShared?: (status: ShareStatus, isNew: boolean) => void
  /** Told of a page that was taken down with its session. @default nobody is told */
  onTakenDown?: (status: ShareStatus) => void
  /** Told of a session that could not be shared or taken down. @default nobody is told */
  onFailed?: (sessionID: string, error: unknown) => void
  /** Told when the store or the server cannot be read, and why; once until it can be again. @default nobody is told */
  onProblem?: (error: unknown) => void
}

/** What `watch` does where nothing else is asked for. */
export const watchDefaults = {
  all: false,
  interval: 2000,
  calm: 1000,
} as const satisfies WatchOptions

/** Sessions that are being watched. */
export interface Watch {
  /** Watch no more, once what is going on has come to its end. */
  close(): Promise<void>
}

/**
 * Share sessions by themselves where `"share": "auto"` says so, as the plugin does without OpenCode
 * knowing: from its store or from a running server. Pages of deleted sessions are taken down.
 *
 * @throws SessionpressError `LEDGER_LOCKED` where another one watches already, `SOURCE_NOT_FOUND`
 */
export async function watch(options: WatchOptions = {}): Promise<Watch> {
  const surroundings = resolveSurroundings(options.surroundings)
  const {all, interval, calm} = {...watchDefaults, ...options}
  const {source} = options
  const ledger = openLedgerOf(options, surroundings)
  const server = serverOf(source)
  // Of this machine, also where the ledger is everybody's.
  const release = await openLedger(ownFolder(options, surroundings)).lock('watch', {wait: 0})
  const feed = feedOf(server, {
    ...{source, interval, context: {...surroundings, onWarning: options.onWarning}},
    choose: async (summaries) =>
      all ? summaries.filter(isRoot) : await madeIn(summaries, surroundings),
    findBehind: (summaries) => findBehind(summaries, ledger),
    ...once(options.onProblem),
  })
  const keeper = createKeeper({...tellers(options), surroundings, calm, read: feed.read})
  const end = feed.begin(keeper)
  return {
    async close() {
      await end()
      await keeper.stop()
      await release()
    },
  }
}

function feedOf(server: string | undefined, options: FeedOptions): Feed {
  return server === undefined ? watchStore(options) : watchServer(server, options)
}

/** What a keeper has to tell, for whoever watches. */
function tellers({state, onWarning, onShared, onTakenDown, onFailed}: WatchOptions) {
  return {
    ...(state !== undefined && {state}),
    ...(onWarning && {onWarning}),
    ...(onFailed && {onFailed}),
    onShared(_: string, shared: Shared) {
      if (shared.type === 'shared') onShared?.(shared.status, shared.isNew)
    },
    onTakenDown(_: string, gone: ShareStatus[]) {
      for (const status of gone) onTakenDown?.(status)
    },
  }
}

function serverOf(source: string | undefined): string | undefined {
  if (source === undefined || !/^https?:\/\//i.test(source)) return undefined
  if (URL.canParse(source) && !shareAddress(source)) return source
  throw new SessionpressError('SOURCE_NOT_FOUND', `\`${source}\` is no server to watch.`, {
    hint: 'Give the address of `opencode serve`, such as `http://127.0.0.1:4096`.',
  })
}

function isRoot({parentID}: SessionSummary): boolean {
  return parentID === undefined
}

/** What is shared already may have changed while nobody watched. */
async function findBehind(
  summaries: readonly SessionSummary[],
  ledger: Ledger,
): Promise<SessionSummary[]> {
  const published = new Map<string, number>()
  for (const {sessionID, updatedAt} of (await ledger.list()).records.filter(isActive)) {
    const oldest = Math.min(Date.parse(updatedAt), published.get(sessionID) ?? Infinity)
    published.set(sessionID, oldest)
  }
  return summaries.filter(({id, updated = 0}) => (published.get(id) ?? Infinity) < updated)
}

/** The same trouble every two seconds is told once. */
function once(onProblem: WatchOptions['onProblem']): {
  onWell(): void
  onProblem(error: unknown): void
} {
  let told: string | undefined
  return {
    onWell() {
      told = undefined
    },
    onProblem(error) {
      const message = error instanceof Error ? error.message : String(error)
      if (message !== told) onProblem?.(error)
      told = message
    },
  }
}
