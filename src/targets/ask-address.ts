import {createHash} from 'node:crypto'
import {generator} from '../session/bundle.js'

/** What a public address answered. */
export type Answer =
  | Served
  /** 404 or 410. */
  | {type: 'missing'; status: number}
  /** 401 or 403: some hosts say so of what is not there, others of what is. */
  | {type: 'refused'; status: number}
  | {type: 'unknown'; why: string}

/** It gave something. */
export interface Served {
  type: 'served'
  status: number
  /** Where that came from, redirects followed. */
  address: string
  /** Whether it is a page or a file that sessionpress made, as far as a page tells. */
  isOurs: boolean
  /** SHA-256 of what it gave. */
  sha256: string
  /** The server or the cache that gave it, as it calls itself. */
  by: string | undefined
  /** Until when caches may give the same, by what it says of itself. */
  until: Date | undefined
}

interface AskOptions {
  fetch: typeof globalThis.fetch
  /** Milliseconds for one answer. @default 15000 */
  patience?: number
}

/** Whether an address is one that can be asked. */
export function isPublic(url: string): boolean {
  return /^https?:/i.test(url)
}

/** Ask an address as a visitor's browser does, caches and all. */
export async function askAddress(
  url: string,
  {fetch, patience = 15_000}: AskOptions,
): Promise<Answer> {
  try {
    const response = await fetch(url, {redirect: 'follow', signal: AbortSignal.timeout(patience)})
    const {status} = response
    if (response.ok) return await readServed(response, url)
    // The status has arrived; what becomes of the rest does not matter.
    await response.body?.cancel().catch(() => {})
    if (status === 404 || status === 410) return {type: 'missing', status}
    if (status === 401 || status === 403) return {type: 'refused', status}
    return {type: 'unknown', why: `it answers ${status}`}
  } catch (error) {
    return {type: 'unknown', why: `it does not answer (${reasonOf(error)})`}
  }
}

async function readServed(response: Response, url: string): Promise<Served> {
  const hash = createHash('sha256')
  let start = Buffer.alloc(0)
  for await (const chunk of response.body ?? []) {
    hash.update(chunk)
    if (start.length < headLength) start = Buffer.concat([start, chunk])
  }
  return {
    type: 'served',
    status: response.status,
    address: response.url || url,
    isOurs: ours.test(start.subarray(0, headLength).toString('latin1')),
    sha256: hash.digest('hex'),
    by: serverOf(response.headers),
    until: freshUntil(response.headers, new Date()),
  }
}

/** Bytes of a page in which its maker stands. */
const headLength = 2 ** 16

const ours = new RegExp(`<meta name="?generator"? content="?${generator}\\b`, 'i')

/** Who answered: caches name themselves before the server behind them. */
function serverOf(headers: Headers): string | undefined {
  const names = ['x-served-by', 'cf-ray', 'x-amz-cf-pop', 'via', 'server']
  const name = names.find((each) => headers.get(each))
  const cache = headers.get('x-cache') ?? headers.get('cf-cache-status')
  const said = [name && `${name}: ${headers.get(name)}`, cache && `cache: ${cache}`]
  return said.filter(Boolean).join(', ').slice(0, 120) || undefined
}

/** Freshness as RFC 9111 section 4.2.1 counts it for shared caches. */
function freshUntil(headers: Headers, now: Date): Date | undefined {
  const control = headers.get('cache-control') ?? ''
  if (/\bno-(?:store|cache)\b/i.test(control)) return undefined
  const age = Number(headers.get('age') ?? 0) || 0
  const seconds =
    /\bs-maxage="?(\d+)/i.exec(control)?.[1] ?? /\bmax-age="?(\d+)/i.exec(control)?.[1]
  if (seconds !== undefined) {
    const left = Math.min(Number(seconds), longest) - age
    return left > 0 ? new Date(now.getTime() + left * 1000) : undefined
  }
  const expires = Date.parse(headers.get('expires') ?? '')
  return expires > now.getTime() ? new Date(expires) : undefined
}

/** A hundred years, so that a nonsense number stays a date. */
const longest = 3_155_760_000

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // `fetch` says only that it failed; its cause says why.
  return error.cause instanceof Error ? error.cause.message : error.message
}
