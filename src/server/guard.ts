import type {IncomingMessage} from 'node:http'
import {type Answer, refusal} from './answer.js'
import {isSameText} from './secret.js'

/** Who may ask. */
export interface GuardOptions {
  /** What a request must know; `undefined` only where nobody but this machine can ask. */
  token: string | undefined
  /** `127.0.0.1:4747` and its like: the names of this server on its own machine. */
  names: readonly string[]
}

/** A request that may go on, with its path alone. */
export interface Admitted {
  path: string
  query: URLSearchParams
}

/**
 * Let a request in, or say why not.
 *
 * A page of any site can send requests to this machine. So what names another host is refused, since
 * a site can make its own name mean this machine; and what a page of another origin sends is refused.
 * OpenCode's client cannot send a token along: there it is the first part of the path, as in
 * `"url": "https://share.example/<token>"`.
 */
export function admit(request: IncomingMessage, {token, names}: GuardOptions): Admitted | Answer {
  const url = parse(request.url)
  if (!url) return refusal(400, 'REQUEST_INVALID', 'The address cannot be read.')
  const {host = '', origin, 'sec-fetch-site': site} = request.headers
  if (token === undefined && !names.includes(host)) {
    return refusal(421, 'REQUEST_INVALID', 'This server is asked by another name than its own.')
  }
  const isForeign =
    site === 'cross-site' || site === 'same-site' || (origin !== undefined && !isOf(origin, host))
  if (isForeign && !isRead(request)) {
    return refusal(403, 'REQUEST_INVALID', 'Pages of other sites may change nothing here.')
  }
  const path = token === undefined ? url.pathname : pathBehind(token, url.pathname, request)
  if (path === undefined) {
    const answer = refusal(401, 'REQUEST_INVALID', 'This server asks for its token.')
    return {...answer, headers: {'WWW-Authenticate': 'Bearer'}}
  }
  return {path, query: url.searchParams}
}

function parse(address = '/'): URL | undefined {
  // Two slashes at the beginning would name a host.
  const path = address.startsWith('/') ? `http://server${address}` : address
  return URL.canParse(path) ? new URL(path) : undefined
}

function isOf(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`
}

function isRead({method}: IncomingMessage): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** The path for who knows the token, in a header or in the path. */
function pathBehind(
  token: string,
  path: string,
  {headers: {authorization = ''}}: IncomingMessage,
): string | undefined {
  // A client whose address ends with a slash asks for `/<token>//api/share`.
  const [, first, rest] = /^\/([^/]+)\/*(\/.*)$/.exec(path) ?? []
  // Whoever brings it twice is let in too.
  if (first !== undefined && isSameText(first, token)) return rest
  const [, bearer] = /^Bearer +(.+)$/i.exec(authorization) ?? []
  return bearer !== undefined && isSameText(bearer, token) ? path : undefined
}
