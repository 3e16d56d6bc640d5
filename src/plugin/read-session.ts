import type {Json} from '../session/json.js'
import type {NativeSession} from '../session/native.js'
import {loadThrough} from '../sources/opencode/server.js'
import type {RouteAnswer} from '../sources/opencode/server-client.js'
import type {Answer, Client} from './types.js'

/**
 * One session with everything that belongs to it, from OpenCode's own client: the plugin needs
 * neither a port nor the store.
 *
 * @throws SessionpressError `SESSION_NOT_FOUND`, `SESSION_EMPTY`, `SOURCE_UNREACHABLE`
 */
export async function readSession(client: Client, id: string): Promise<NativeSession> {
  return await loadThrough((route) => ask(client, route), id)
}

/** The client has a method for each route of a server, and no way to name a route. */
async function ask({session}: Client, route: string): Promise<RouteAnswer | undefined> {
  const {pathname, searchParams} = new URL(route, 'http://localhost')
  const [, id, name] = /^\/session\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? []
  if (id === undefined) return undefined // The routes of 2.x.
  const call = {path: {id: decodeURIComponent(id)}, query: Object.fromEntries(searchParams)}
  switch (name) {
    case undefined:
      return answerOf(await session.get(call))
    case 'message':
      return answerOf(await session.messages(call))
    case 'todo':
      return answerOf(await session.todo(call))
    case 'children':
      return answerOf(await session.children(call))
    case 'diff':
      return answerOf(await session.diff(call))
  }
  return undefined
}

function answerOf({data, response}: Answer): RouteAnswer | undefined {
  if (data === undefined) return undefined
  // The client has parsed it from JSON.
  return {json: data as Json, headers: response?.headers ?? new Headers()}
}
