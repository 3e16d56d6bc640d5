import {setTimeout} from 'node:timers/promises'
import {SessionpressError} from '../../errors.js'
import {isObject, objectOf, textOf} from '../../session/json.js'
import {server} from '../../sources/opencode/server.js'
import {serverEvents} from '../../sources/opencode/server-events.js'
import {type EventFollower, followEvents} from '../auto/follow-events.js'
import type {Keeper, Reading} from '../auto/keeper.js'
import type {Feed, FeedOptions} from './feed.js'

/** Milliseconds between two attempts to reach a server that is away: twice as long each time, up to this. */
const longestPause = 30_000

/** Follow the events of a running server, and find it again after it was started anew. */
export function watchServer(
  address: string,
  {context, interval, choose, findBehind, onWell, onProblem}: FeedOptions,
): Feed {
  const stopping = new AbortController()
  const updated = new Map<string, number | undefined>()
  let follower: EventFollower | undefined
  let isMet = false

  return {
    read,
    begin(keeper) {
      follower = followEvents({
        ...keeper,
        drop: (id, folder) => void drop(keeper, id, folder).catch(onProblem),
      })
      const looping = loop(keeper, follower)
      return () => {
        stopping.abort()
        return looping
      }
    },
  }

  async function loop(keeper: Keeper, events: EventFollower): Promise<void> {
    let pause = interval
    while (!stopping.signal.aborted) {
      let isNew = true
      try {
        for await (const event of serverEvents(address, context, stopping.signal)) {
          if (isNew) {
            onWell()
            events.reset()
            await meet(keeper)
            isNew = false
            pause = 0
          }
          take(event, events)
        }
        throw ended(address)
      } catch (error) {
        if (stopping.signal.aborted) return
        onProblem(error)
      }
      pause = Math.min(Math.max(interval, 2 * pause), longestPause)
      await setTimeout(pause, undefined, stopping).catch(() => undefined)
    }
  }

  /** What changed while nobody listened. */
  async function meet(keeper: Keeper): Promise<void> {
    const summaries = await choose(await server(address, context).list())
    const behind = isMet
      ? summaries.filter(({id, updated: time}) => updated.get(id) !== time)
      : await findBehind(summaries)
    for (const {id} of behind) keeper.touch(id)
    const there = new Set(summaries.map(({id}) => id))
    const missing = [...updated.keys()].filter((id) => !there.has(id))
    // Where all are gone at once, it is another server.
    if (missing.length < updated.size) {
      // A list that was cut short is no deletion: each is asked for by name.
      for (const id of missing) if (await isGone(id)) keeper.drop(id, undefined)
    }
    updated.clear()
    for (const summary of summaries) updated.set(summary.id, summary.updated)
    isMet = true
  }

  async function isGone(id: string): Promise<boolean> {
    try {
      await server(address, context).load(id)
      return false
    } catch (error) {
      if (!(error instanceof SessionpressError)) throw error
      return error.code === 'SESSION_NOT_FOUND'
    }
  }

  function take(event: unknown, events: EventFollower): void {
    // Of all projects' stream the event is in a wrapper.
    const {payload} = objectOf(event)
    const {type, properties} = objectOf(isObject(payload) ? payload : event)
    if (typeof type === 'string') events.take({type, properties})
  }

  async function drop(keeper: Keeper, id: string, folder: string | undefined): Promise<void> {
    const [meant] = await choose([
      {id, title: '', ...(folder !== undefined && {directory: folder})},
    ])
    if (meant) keeper.drop(id, folder)
  }

  async function read(sessionID: string): Promise<Reading> {
    if (follower?.isBusy(sessionID)) return 'nothing' // Its rest is told of.
    try {
      const native = await server(address, context).load(sessionID)
      const directory = textOf(native.info.directory)
      const [meant] = await choose([
        {id: sessionID, title: '', ...(directory !== undefined && {directory})},
      ])
      return meant ? native : 'nothing'
    } catch (error) {
      if (!(error instanceof SessionpressError)) throw error
      if (error.code === 'SESSION_EMPTY') return 'empty'
      if (error.code === 'SESSION_NOT_FOUND') return 'nothing'
      throw error
    }
  }
}

function ended(address: string): SessionpressError {
  const {origin} = new URL(address)
  return new SessionpressError('SOURCE_UNREACHABLE', `\`${origin}\` has ended the connection.`, {
    hint: 'It is asked again until it is back.',
  })
}
