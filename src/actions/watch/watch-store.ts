import {setTimeout} from 'node:timers/promises'
import {SessionpressError} from '../../errors.js'
import {isAtRest} from '../../sources/opencode/is-at-rest.js'
import {openSource} from '../../sources/registry.js'
import {lookAtStore} from '../../sources/store-look.js'
import type {Source} from '../../sources/types.js'
import type {Keeper, Reading} from '../auto/keeper.js'
import type {Feed, FeedOptions} from './feed.js'
import {createSessionList} from './session-list.js'

/**
 * Look at a store again and again. A store that cannot be read just now says nothing of its
 * sessions; one that another file took the place of is met anew.
 */
export function watchStore(options: FeedOptions): Feed {
  const {source, context, interval, onWell, onProblem} = options
  const stopping = new AbortController()
  const list = createSessionList()
  let seen = {identity: '', content: undefined as string | undefined}
  const read = (sessionID: string) => readFrom(options, sessionID)

  return {
    read,
    begin(keeper) {
      const looping = loop(keeper)
      return () => {
        stopping.abort()
        return looping
      }
    },
  }

  async function loop(keeper: Keeper): Promise<void> {
    while (!stopping.signal.aborted) {
      const started = performance.now()
      await look(keeper).then(onWell, onProblem)
      // At most a quarter of the time goes into looking.
      const pause = Math.max(interval, 3 * (performance.now() - started))
      await setTimeout(pause, undefined, stopping).catch(() => undefined)
    }
  }

  async function look(keeper: Keeper): Promise<void> {
    const now = await lookAtStore(source, context)
    const isSame = now.identity === seen.identity
    const isUntouched = isSame && now.content !== undefined && now.content === seen.content
    if (isUntouched && !list.isWaiting()) return
    const {summaries, isEmpty} = await using(options, async (opened) => {
      const all = await opened.list()
      return {summaries: await options.choose(all), isEmpty: all.length === 0}
    })
    // Noted only once it was read; else the next look comes for it.
    seen = {identity: now.identity, content: now.content}
    if (!isSame) {
      list.meet(summaries)
      for (const {id} of await options.findBehind(summaries)) keeper.touch(id)
      return
    }
    const {changed, gone} = list.follow(summaries, isEmpty)
    for (const {id} of changed) keeper.touch(id)
    for (const {id, directory} of gone) {
      // A list that was cut short is no deletion: it is asked for by name too.
      if ((await read(id)) !== 'nothing') continue
      list.forget(id)
      keeper.drop(id, directory)
    }
  }
}

async function readFrom(options: FeedOptions, sessionID: string): Promise<Reading> {
  try {
    const native = await using(options, (opened) => opened.load(sessionID))
    return isAtRest(native, Date.now()) ? native : 'later'
  } catch (error) {
    const code = error instanceof SessionpressError ? error.code : undefined
    if (code === 'SESSION_NOT_FOUND') return 'nothing'
    if (code === 'SESSION_EMPTY') return 'empty'
    throw error
  }
}

/** Opened for each use: a store may be replaced, and a lock on it would keep OpenCode waiting. */
async function using<T>(
  {source, context}: FeedOptions,
  work: (opened: Source) => Promise<T>,
): Promise<T> {
  const opened = await openSource(source, context)
  try {
    return await work(opened)
  } finally {
    await opened.close()
  }
}
