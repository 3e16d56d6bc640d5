import {setTimeout as sleep} from 'node:timers/promises'
import type {TargetContext} from '../types.js'
import {connectionFailed, refusal} from './explain.js'

/** A WebDAV server, and how it is asked. */
export interface Dav {
  /** Address of the collection that holds the shares, ending in `/`. */
  root: string
  /** Value of the `authorization` header; `undefined` where the server asks for none. */
  authorization: string | undefined
  /** Whether there are credentials, and not for this host. */
  isOther: boolean
  fetch: typeof globalThis.fetch
  /** Milliseconds without an answer after which a request is given up. */
  patience: number
  /** Milliseconds to wait at most before the second try; each further one waits up to twice as long. */
  pause: number
}

/** One request. `path` lies below the root, unencoded; the path of a collection ends in `/`. */
export interface DavRequest {
  method: 'DELETE' | 'GET' | 'MKCOL' | 'MOVE' | 'PROPFIND' | 'PUT'
  path: string
  /** Statuses that the caller understands; any other one is an error. */
  expects: readonly number[]
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
  /** Asked before a further try: whether one that had no answer did its work all the same. */
  isDone?: () => Promise<boolean>
}

/** What was answered, by the first try that had an answer. */
export interface DavReply<Result> {
  status: number
  /** What the reader made of the body; `undefined` for a status that tells of a failure. */
  result: Result | undefined
}

/** Takes in the body of a good answer and calls `alive` with every piece. */
export type Reader<Result> = (response: Response, alive: () => void) => Promise<Result>

interface Try<Result> {
  status?: number
  result?: Result | undefined
  /** Why there was no answer. */
  failure?: unknown
  /** Milliseconds that the server asks to wait. */
  wait?: number
}

/** Requests that a server has to bear at once. */
export const requestsAtOnce = 4

/** Tries of one request; a server that restarts is back within them. */
const mostTries = 5

/** Longest pause that a server may ask for. */
const longestWait = 60_000

/** Bytes a millisecond below which an upload counts as stalled: 16 kB/s. */
const slowest = 16

const passing = new Set([408, 425, 429, 500, 502, 503, 504])

/**
 * The collection at an address, and who we are there. Basic authentication tells the password to
 * whoever runs the host that a project's file names, which may be a project that was just cloned; so
 * it is sent to no host but the one that the environment says it is for.
 */
export function connect(
  endpoint: string,
  {env, fetch}: Pick<TargetContext, 'env' | 'fetch'>,
  {patience = 30_000, pause = 500}: {patience?: number; pause?: number},
): Dav {
  const root = `${endpoint.replace(/\/+$/, '')}/`
  const user = env.SESSIONPRESS_WEBDAV_USER
  const host = env.SESSIONPRESS_WEBDAV_HOST?.toLowerCase()
  const isOther = Boolean(user) && host !== new URL(root).host
  const words = Buffer.from(`${user}:${env.SESSIONPRESS_WEBDAV_PASSWORD ?? ''}`)
  const authorization = user && !isOther ? `Basic ${words.toString('base64')}` : undefined
  return {root, authorization, isOther, fetch, patience, pause}
}

/** Address of a path below the root. */
export function addressAt({root}: Dav, path: string): string {
  return root + path.split('/').map(encodeURIComponent).join('/')
}

/**
 * Ask the server, again where it fails in passing.
 *
 * @throws SessionpressError `TARGET_DENIED`, `TARGET_FULL`, `TARGET_UNAVAILABLE`
 */
export async function send<Result = undefined>(
  dav: Dav,
  request: DavRequest,
  read?: Reader<Result>,
): Promise<DavReply<Result>> {
  for (let tries = 1; ; tries++) {
    const {status, result, failure, wait = 0} = await tryOnce(dav, request, read)
    if (status !== undefined && request.expects.includes(status)) {
      return {status, result}
    }
    const isPassing = status === undefined || passing.has(status)
    if (!isPassing || tries === mostTries || wait > longestWait) {
      throw status === undefined ? connectionFailed(dav, failure) : refusal(dav, request, status)
    }
    await sleep(Math.max(wait, Math.random() * dav.pause * 2 ** (tries - 1)))
    if (await request.isDone?.()) return {status: 204, result: undefined}
  }
}

async function tryOnce<Result>(
  dav: Dav,
  {method, path, headers, body}: DavRequest,
  read: Reader<Result> | undefined,
): Promise<Try<Result>> {
  const stall = new AbortController()
  const give = () => stall.abort(new Error(`no answer for ${dav.patience / 1000} s`))
  const timer = setTimeout(give, dav.patience + (body?.length ?? 0) / slowest)
  try {
    const response = await dav.fetch(addressAt(dav, path), {
      method,
      headers: {...headers, ...(dav.authorization && {authorization: dav.authorization})},
      ...(body !== undefined && {body}),
      // Where a redirect leads, our credentials may have no business.
      redirect: 'manual',
      signal: stall.signal,
    })
    const {status} = response
    if (response.ok && read) return {status, result: await read(response, () => timer.refresh())}
    await response.body?.cancel()
    return {status, wait: askedWait(response.headers.get('retry-after'))}
  } catch (failure) {
    return {failure}
  } finally {
    clearTimeout(timer)
  }
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
function askedWait(header: string | null): number {
  if (header === null) return 0
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return Number.isNaN(wait) ? 0 : Math.max(wait, 0)
}
