import {SessionpressError} from '../../errors.js'
import {arrayOf, type Json, objectOf, textOf} from '../../session/json.js'
import type {SourceContext} from '../types.js'
import {readJson} from './read-text.js'
import {request} from './request.js'

/** What a route answered. */
export interface RouteAnswer {
  json: Json
  headers: Headers
}

/** GET of one route: its answer, or `undefined` where the server has no such thing. */
export type Get = (route: string) => Promise<RouteAnswer | undefined>

/**
 * Requests to one server, with Basic authentication from its address or from
 * `OPENCODE_SERVER_PASSWORD` and `OPENCODE_SERVER_USERNAME`.
 *
 * @throws SessionpressError `SOURCE_NOT_FOUND` for an address that cannot be one
 */
export function client(base: string, context: SourceContext): Get {
  const {root, headers, refuse} = serverAccess(base, context)

  return async (route) => {
    const {status, bytes, ...answer} = await request(root + route, {fetch: context.fetch, headers})
    if (status === 401 || status === 403) throw refuse()
    if (status === 404 || status === 400) return undefined
    if (status !== 200) throw unexpected(`answers ${status} to \`${route}\``, root)
    // The page of OpenCode's web app is what unknown routes give.
    if (answer.headers.get('content-type')?.includes('html')) return undefined
    return {json: readJson(bytes, `The answer to \`${route}\``), headers: answer.headers}
  }
}

/** Where a server is, and what it has to be told to answer. */
interface ServerAccess {
  /** Without a password, and without a slash at its end. */
  root: string
  headers: Record<string, string>
  /** The error for a server that does not let us in. */
  refuse(): SessionpressError
}

/** @throws SessionpressError `SOURCE_NOT_FOUND` for an address that cannot be one */
export function serverAccess(base: string, context: SourceContext): ServerAccess {
  const url = new URL(base.replace(/[?#].*$/, ''))
  const authorization = authorizationOf(url, context)
  // Fetch refuses addresses that hold a password.
  url.username = ''
  url.password = ''
  const root = url.href.replace(/\/+$/, '')
  return {
    root,
    headers: {accept: 'application/json', ...(authorization ? {authorization} : {})},
    refuse: () => unauthorized(root, Boolean(authorization)),
  }
}

export interface PagesOptions {
  /** Entries asked for at a time. */
  limit: number
  /** Name of the parameter that takes the cursor. */
  cursor: string
  /** What else the first page is asked with, such as `order=asc`. @default nothing */
  first?: string
}

/**
 * Every page of a list, or `undefined` where the server has no such route. A
 * page after the first is never absent: that it is not there means a list cut short.
 *
 * @throws SessionpressError `SOURCE_UNREACHABLE`, saying how far it came
 */
export async function readPages(
  get: Get,
  route: string,
  {limit, cursor: name, first}: PagesOptions,
): Promise<Json[][] | undefined> {
  const pages: Json[][] = []
  const cursors = new Set<string>()
  let query = `?limit=${limit}${first ? `&${first}` : ''}`
  for (;;) {
    const answer = await pageOf(get, `${route}${query}`, pages)
    const page = answer && listIn(answer.json)
    if (!page) {
      if (pages.length === 0) return undefined
      throw cutShort(route, pages, 'the next page is missing')
    }
    pages.push(page)
    const cursor = answer && nextCursor(answer)
    if (cursor === undefined || cursors.has(cursor)) return pages
    cursors.add(cursor)
    query = `?limit=${limit}&${name}=${encodeURIComponent(cursor)}`
  }
}

/** A list, as 1.x answers it, or in the wrapper of 2.x (reference 3.4). */
export function listIn(json: Json | undefined): Json[] | undefined {
  const list = Array.isArray(json) ? json : objectOf(json).data
  return Array.isArray(list) ? arrayOf(list) : undefined
}

/** The error for a server that answers with something else than OpenCode's does. */
export function unexpected(what: string, root: string): SessionpressError {
  return new SessionpressError('SOURCE_UNREACHABLE', `\`${root}\` ${what}.`, {
    hint: 'Check that the address is that of `opencode serve`.',
  })
}

function authorizationOf(url: URL, {env}: SourceContext): string | undefined {
  const password = decoded(url.password, url) || env.OPENCODE_SERVER_PASSWORD
  if (!password) return undefined
  const user = decoded(url.username, url) || env.OPENCODE_SERVER_USERNAME || 'opencode'
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
}

function decoded(text: string, {host}: URL): string {
  try {
    return decodeURIComponent(text)
  } catch (cause) {
    // The cause quotes nothing of the text, which may be a password.
    const message = `User or password in the address of \`${host}\` are not encoded rightly.`
    throw new SessionpressError('SOURCE_NOT_FOUND', message, {
      hint: 'Write `%25` for a percent sign, or set OPENCODE_SERVER_PASSWORD instead.',
      cause,
    })
  }
}

async function pageOf(
  get: Get,
  route: string,
  pages: readonly Json[][],
): Promise<RouteAnswer | undefined> {
  try {
    return await get(route)
  } catch (error) {
    const isFirst = pages.length === 0 || !(error instanceof SessionpressError)
    throw isFirst ? error : cutShort(route, pages, error.message, error)
  }
}

function cutShort(
  route: string,
  pages: readonly Json[][],
  reason: string,
  cause?: unknown,
): SessionpressError {
  const count = pages.flat().length
  const what = `The server stopped after ${count} entries of \`${route.replace(/\?.*$/, '')}\``
  return new SessionpressError('SOURCE_UNREACHABLE', `${what}: ${reason.replace(/\.$/, '')}.`, {
    hint: "Try again, or read OpenCode's store instead of its server.",
    cause,
  })
}

/** The cursor of the next page: in a header of its own, in a link, or in the wrapper of 2.x. */
function nextCursor({headers, json}: RouteAnswer): string | undefined {
  const named = headers.get('x-next-cursor')
  if (named) return named
  const link = /<([^>]*)>\s*;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1]
  if (link !== undefined && URL.canParse(link, 'http://localhost')) {
    const {searchParams} = new URL(link, 'http://localhost')
    return searchParams.get('before') ?? searchParams.get('cursor') ?? undefined
  }
  return textOf(objectOf(objectOf(json).cursor).next)
}

function unauthorized(root: string, hadPassword: boolean): SessionpressError {
  const what = hadPassword ? 'refuses the password' : 'asks for a password'
  return new SessionpressError('SOURCE_UNAUTHORIZED', `\`${root}\` ${what}.`, {
    hint: 'Set OPENCODE_SERVER_PASSWORD, and OPENCODE_SERVER_USERNAME unless it is `opencode`.',
  })
}
