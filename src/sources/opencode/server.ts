import {SessionpressError} from '../../errors.js'
import {
  arrayOf,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  textOf,
} from '../../session/json.js'
import type {NativeSession, SessionSummary} from '../../session/native.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source, SourceContext} from '../types.js'
import {emptySession, nativeOfRaw} from './native.js'
import {readJson} from './read-text.js'
import {request} from './request.js'
import {trimSession} from './trim.js'

/** Messages asked for at a time. */
const pageSize = 200

/** Sessions asked for in a list. */
const listSize = 10_000

/**
 * A running `opencode serve` (reference 3.4), with Basic authentication where
 * `OPENCODE_SERVER_PASSWORD` is set.
 *
 * @throws SessionpressError `SOURCE_UNREACHABLE`, `SOURCE_UNAUTHORIZED`
 */
export function server(address: string, context: SourceContext): Source {
  const base = address.replace(/[?#].*$/, '').replace(/\/+$/, '')
  const get = client(base, context)
  return {
    type: 'opencode-server',
    location: base.replace(/\/\/[^/@]*@/, '//'),
    list: () => list(get),
    load: async (id) => trimSession(await load(get, id, new Set())),
    close: async () => {},
  }
}

/** GET of one route: its JSON and headers, or `undefined` where the server has no such thing. */
type Get = (route: string) => Promise<{json: Json; headers: Headers} | undefined>

function client(base: string, context: SourceContext): Get {
  const url = new URL(base)
  const authorization = authorizationOf(url, context)
  const headers = {accept: 'application/json', ...(authorization ? {authorization} : {})}
  // Fetch refuses addresses that hold a password.
  url.username = ''
  url.password = ''
  const root = url.href.replace(/\/+$/, '')

  return async (route) => {
    const {status, bytes, ...answer} = await request(root + route, {fetch: context.fetch, headers})
    if (status === 401 || status === 403) throw unauthorized(root, Boolean(authorization))
    if (status === 404 || status === 400) return undefined
    if (status !== 200) throw unexpected(`answers ${status} to \`${route}\``, root)
    if (answer.headers.get('content-type')?.includes('html')) {
      // The page of OpenCode's web app is what unknown routes give.
      return undefined
    }
    return {json: readJson(bytes, `The answer to \`${route}\``), headers: answer.headers}
  }
}

function authorizationOf(url: URL, {env}: SourceContext): string | undefined {
  const password = decodeURIComponent(url.password) || env.OPENCODE_SERVER_PASSWORD
  if (!password) return undefined
  const user = decodeURIComponent(url.username) || env.OPENCODE_SERVER_USERNAME || 'opencode'
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

/** Every project's sessions where the server can tell, else those of its own project. */
async function list(get: Get): Promise<SessionSummary[]> {
  const answer =
    (await get(`/experimental/session?limit=${listSize}`)) ??
    (await get(`/session?limit=${listSize}`)) ??
    (await get('/api/session?limit=200'))
  if (!answer) throw unexpected('has no list of sessions', 'The server')
  const {json} = answer
  const infos = Array.isArray(json) ? json : arrayOf(objectOf(json).data)
  return infos.filter(isObject).map(summaryOf).sort(byNewest)
}

async function load(get: Get, id: string, seen: Set<string>): Promise<NativeSession> {
  seen.add(id)
  const route = `/session/${encodeURIComponent(id)}`
  const info = (await get(route))?.json
  const native = isObject(info)
    ? nativeOfRaw({
        info,
        messages: await messagesOf(get, route),
        todos: await listOf(get, `${route}/todo`),
      })
    : await loadFlat(get, id)
  if (seen.size === 1 && native.messages.length === 0) throw emptySession(`Session \`${id}\``)
  for (const message of native.messages) await addDiffs(get, route, message)
  for (const child of await listOf(get, `${route}/children`)) {
    const childID = textOf(objectOf(child).id)
    if (childID && !seen.has(childID)) native.children.push(await load(get, childID, seen))
  }
  return native
}

/** Pages come from the end of the session backwards, each in order. */
async function messagesOf(get: Get, route: string): Promise<Json[]> {
  const pages: Json[][] = []
  const cursors = new Set<string>()
  let query = `?limit=${pageSize}`
  for (;;) {
    const answer = await get(`${route}/message${query}`)
    if (!answer) break
    pages.unshift(arrayOf(answer.json))
    const cursor = nextCursor(answer.headers)
    if (cursor === undefined || cursors.has(cursor)) break
    cursors.add(cursor)
    query = `?limit=${pageSize}&before=${encodeURIComponent(cursor)}`
  }
  return pages.flat()
}

function nextCursor(headers: Headers): string | undefined {
  const cursor = headers.get('x-next-cursor')
  if (cursor) return cursor
  const next = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1]
  if (next === undefined) return undefined
  return new URL(next, 'http://localhost').searchParams.get('before') ?? undefined
}

/** A user's message that came without its diffs may have them at a route of their own. */
async function addDiffs(get: Get, route: string, message: JsonObject): Promise<void> {
  const info = objectOf(message.info)
  const id = textOf(info.id)
  if (info.role !== 'user' || id === undefined) return
  if (Array.isArray(objectOf(info.summary).diffs)) return
  const diffs = await listOf(get, `${route}/diff?messageID=${encodeURIComponent(id)}`)
  if (diffs.length > 0) message.info = {...info, summary: {...objectOf(info.summary), diffs}}
}

/** The routes of 2.x, which wrap what they answer (reference 3.4). */
async function loadFlat(get: Get, id: string): Promise<NativeSession> {
  const route = `/api/session/${encodeURIComponent(id)}`
  const info = objectOf((await get(route))?.json).data
  if (!isObject(info)) {
    throw new SessionpressError('SESSION_NOT_FOUND', `The server has no session \`${id}\`.`, {
      hint: 'Run `opencode session list` to see what there is.',
    })
  }
  const messages: Json[] = []
  let cursor: string | undefined
  const cursors = new Set<string>()
  do {
    const query = cursor === undefined ? '&order=asc' : `&cursor=${encodeURIComponent(cursor)}`
    const answer = objectOf((await get(`${route}/message?limit=${pageSize}${query}`))?.json)
    messages.push(...arrayOf(answer.data))
    cursor = textOf(objectOf(answer.cursor).next)
    if (cursor !== undefined && cursors.has(cursor)) break
    if (cursor !== undefined) cursors.add(cursor)
  } while (cursor !== undefined)
  return nativeOfRaw({info, messages})
}

async function listOf(get: Get, route: string): Promise<Json[]> {
  return arrayOf((await get(route))?.json)
}

function unauthorized(root: string, hadPassword: boolean): SessionpressError {
  const what = hadPassword ? 'refuses the password' : 'asks for a password'
  return new SessionpressError('SOURCE_UNAUTHORIZED', `\`${root}\` ${what}.`, {
    hint: 'Set OPENCODE_SERVER_PASSWORD, and OPENCODE_SERVER_USERNAME unless it is `opencode`.',
  })
}

function unexpected(what: string, root: string): SessionpressError {
  return new SessionpressError('SOURCE_UNREACHABLE', `\`${root}\` ${what}.`, {
    hint: 'Check that the address is that of `opencode serve`.',
  })
}
