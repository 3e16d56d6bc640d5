import {SessionpressError} from '../../errors.js'
import {isObject, type Json, type JsonObject, objectOf, textOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source, SourceContext} from '../types.js'
import {emptySession, nativeOfRaw} from './native.js'
import {client, type Get, listIn, readPages, unexpected} from './server-client.js'
import {addDiffs} from './server-diffs.js'
import {trimSession} from './trim.js'

/** Messages asked for at a time. */
const pageSize = 200

/** Sessions asked for at a time; older servers give no cursor, so it is many. */
const listSize = 10_000

/**
 * A running `opencode serve` (reference 3.4), with Basic authentication where
 * `OPENCODE_SERVER_PASSWORD` is set.
 *
 * @throws SessionpressError `SOURCE_UNREACHABLE`, `SOURCE_UNAUTHORIZED`, `SOURCE_NOT_FOUND`
 */
export function server(address: string, context: SourceContext): Source {
  const base = address.replace(/[?#].*$/, '').replace(/\/+$/, '')
  const get = client(base, context)
  return {
    type: 'opencode-server',
    location: base.replace(/\/\/[^/@]*@/, '//'),
    list: async () => (await infosOf(get)).map(summaryOf).sort(byNewest),
    load: (id) => loadThrough(get, id),
    close: async () => {},
  }
}

/**
 * One session with all that belongs to it, trimmed, from whatever answers the routes of a server.
 *
 * @throws SessionpressError `SESSION_NOT_FOUND`, `SESSION_EMPTY`, `SOURCE_*`
 */
export async function loadThrough(get: Get, id: string): Promise<NativeSession> {
  return trimSession(await load(get, id, new Set()))
}

/** Every project's sessions where the server can tell, else those of its own project. */
async function infosOf(get: Get): Promise<JsonObject[]> {
  const options = {limit: listSize, cursor: 'cursor'}
  const pages =
    (await readPages(get, '/experimental/session', options)) ??
    (await readPages(get, '/session', options)) ??
    (await readPages(get, '/api/session', {...options, limit: pageSize}))
  if (!pages) throw unexpected('has no list of sessions', 'The server')
  return pages.flat().filter(isObject)
}

async function load(get: Get, id: string, seen: Set<string>): Promise<NativeSession> {
  seen.add(id)
  const route = `/session/${encodeURIComponent(id)}`
  const info = (await get(route))?.json
  const native = isObject(info) ? await loadParted(get, route, info) : await loadFlat(get, id)
  if (seen.size === 1 && native.messages.length === 0) throw emptySession(`Session \`${id}\``)
  for (const child of await childrenOf(get, id, native)) {
    if (!seen.has(child)) native.children.push(await load(get, child, seen))
  }
  return native
}

/** Pages come from the end of the session backwards, each in order. */
async function loadParted(get: Get, route: string, info: JsonObject): Promise<NativeSession> {
  const options = {limit: pageSize, cursor: 'before'}
  const pages = (await readPages(get, `${route}/message`, options)) ?? []
  const todos = (await firstList(get, [`${route}/todo`])) ?? []
  const native = nativeOfRaw({info, messages: pages.reverse().flat(), todos})
  await addDiffs(get, route, native)
  return native
}

/** The routes of 2.x, which wrap what they answer (reference 3.4). */
async function loadFlat(get: Get, id: string): Promise<NativeSession> {
  const name = encodeURIComponent(id)
  const route = `/api/session/${name}`
  const info = objectOf((await get(route))?.json).data
  if (!isObject(info)) {
    throw new SessionpressError('SESSION_NOT_FOUND', `The server has no session \`${id}\`.`, {
      hint: 'Run `opencode session list` to see what there is.',
    })
  }
  const options = {limit: pageSize, cursor: 'cursor', first: 'order=asc'}
  const pages = (await readPages(get, `${route}/message`, options)) ?? []
  const todos = await firstList(get, [`${route}/todo`, `/session/${name}/todo`])
  return nativeOfRaw({info, messages: pages.flat(), todos: todos ?? []})
}

/** Ids of the direct children. A server without a route for them may list them among its sessions. */
async function childrenOf(get: Get, id: string, native: NativeSession): Promise<string[]> {
  const name = encodeURIComponent(id)
  const routes = [`/session/${name}/children`, `/api/session/${name}/children`]
  const isFlat = native.format === 'opencode-2'
  const children = (await firstList(get, routes)) ?? (isFlat ? await listedChildren(get, id) : [])
  return children.flatMap((child) => textOf(objectOf(child).id) ?? [])
}

async function listedChildren(get: Get, id: string): Promise<Json[]> {
  const pages = await readPages(get, '/api/session', {limit: pageSize, cursor: 'cursor'})
  return (pages ?? []).flat().filter((info) => objectOf(info).parentID === id)
}

/** The list at the first of these routes that the server has. */
async function firstList(get: Get, routes: readonly string[]): Promise<Json[] | undefined> {
  for (const route of routes) {
    const list = listIn((await get(route))?.json)
    if (list) return list
  }
  return undefined
}
