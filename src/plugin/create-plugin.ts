import {followEvents} from '../actions/auto/follow-events.js'
import {createKeeper} from '../actions/auto/keeper.js'
import type {Shared} from '../actions/auto/share-by-itself.js'
import {resolveSurroundings} from '../actions/surroundings.js'
import type {Surroundings} from '../actions/types.js'
import {readAutoShare} from '../config/auto-share.js'
import {stateFolder} from '../config/folders.js'
import {checkPolicy} from '../config/policy.js'
import {SessionpressError} from '../errors.js'
import {createCommands, type PluginContext} from './commands.js'
import {describeFailure, openLog} from './log.js'
import {readSession} from './read-session.js'
import {createToasts} from './toasts.js'
import type {Hooks, PluginInput} from './types.js'

/** Milliseconds that the end of the client may wait for what is going on. */
const patience = 120_000

/**
 * What the plugin does in one folder of the client. Nothing in it throws at the client, and nothing
 * prints to its screen: work begins with an event, and its end is waited for in `dispose`.
 *
 * @param world Parts of the world to replace, for tests.
 */
export function createPlugin(
  {client, directory}: PluginInput,
  world: Partial<Surroundings> = {},
): Hooks {
  const surroundings = resolveSurroundings({cwd: directory, ...world})
  const {log, written} = openLog(folderOf(surroundings), surroundings.now)
  const toasts = createToasts(client)
  const at = {client, surroundings, log, toasts}
  const {keeper, follower} = keep(at)
  const warned = warnOfUploads(at).catch((error: unknown) => log(describeFailure(error)))

  return {
    async event({event}) {
      try {
        follower.take(event)
      } catch (error) {
        log(describeFailure(error))
      }
    },
    async dispose() {
      const isDone = await inTime(Promise.all([keeper.settle(), warned]))
      if (!isDone) log('warning: the client ended before everything was done')
      await written()
    },
    ...createCommands(at),
  }
}

/** A keeper that is fed with the events of the client, and tells what it did to the log. */
function keep({client, surroundings, log, toasts}: PluginContext) {
  const keeper = createKeeper({
    surroundings,
    onWarning: (warning) => log(`warning: ${warning}`),
    async read(sessionID) {
      // Asked before anything is read: most people share by hand.
      if (follower.isBusy(sessionID) || !(await readAutoShare(surroundings)).isOn) return 'nothing'
      return await readSession(client, sessionID).catch(unlessNew)
    },
    onShared(sessionID, shared) {
      log(`${sessionID} ${describe(shared)}`)
      if (shared.type === 'shared' && shared.isNew) toasts.shared(shared.status)
    },
    onTakenDown(sessionID, gone) {
      log(`${sessionID} deleted: ${gone.map(({shareID}) => shareID).join(', ')} taken down`)
    },
    onFailed(sessionID, error) {
      log(`${sessionID} ${describeFailure(error)}`)
      toasts.failed(sessionID, error)
    },
  })
  const follower = followEvents(keeper)
  return {keeper, follower}
}

/** Whether something is done while the client may wait for it. */
async function inTime(work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const isOver = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  try {
    return await Promise.race([work.then(() => true), isOver])
  } finally {
    clearTimeout(timer)
  }
}

/** OpenCode's own automatic sharing uploads every session to its vendor; who wants their own host must know. */
async function warnOfUploads({surroundings, log, toasts}: PluginContext): Promise<void> {
  try {
    for (const warning of await checkPolicy({disabledBy: undefined}, surroundings)) {
      log(`warning: ${warning}`)
      toasts.warn(warning)
    }
  } catch (error) {
    // Where sharing is disabled nothing is uploaded; a broken file is told of when it is needed.
    if (!(error instanceof SessionpressError)) throw error
  }
}

/** A session that has no message yet is nothing to tell of. */
function unlessNew(error: unknown): 'empty' {
  if (error instanceof SessionpressError && error.code === 'SESSION_EMPTY') return 'empty'
  throw error
}

/** Without the link, which may hold the key of an encrypted page. */
function describe(shared: Shared): string {
  if (shared.type === 'quiet') return `left alone: ${shared.why}`
  const {shareID, target} = shared.status
  return `${shared.isNew ? 'shared' : 'updated'} as ${shareID} at ${target}`
}

function folderOf(surroundings: Surroundings): string | undefined {
  try {
    return stateFolder(surroundings)
  } catch (error) {
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
