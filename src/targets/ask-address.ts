import {createHash} from 'node:crypto'
import {generator} from '../session/bundle.js'

/** What a public address answered. */
export type Answer =
  | Served
  /** 404 or 410. */
  | {type: 'missing'; status: number}
  /** 403: some hosts say so of what is not there, others of what is. */
  | {type: 'refused'; status: number}
  /** It cannot be asked, or asks everybody to sign in first, which tells nothing of what is behind. */
  | {type: 'unknown'; why: string}

/** It gave something. */
export interface Served {
  type: 'served'
  status: number
  /** Where that came from, redirects followed. */
  address: string
  /** Whether it is a page, and no other file. */
  isPage: boolean
  /** Whether it is a page that says of itself that sessionpress made it. */
  isOurs: boolean
  /** SHA-256 of what it gave. */
  sha256: string
  /** The server or the cache that gave it, as it calls itself. */
  by: string | undefined
  /** Until when caches may give the same, by what it says of itself. */
  until: Date | undefined
}

export interface AskOptions {
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
    const elsewhere = hostElsewhere(url, response)
    if (response.ok && !elsewhere) return await readServed(response, url)
    // The status has arrived; what becomes of the rest does not matter.
    await response.body?.cancel().catch(() => {})
    if (elsewhere) return {type: 'unknown', why: `it sends visitors to \`${elsewhere}\``}
    if (status === 404 || status === 410) return {type: 'missing', status}
    if (status === 401) return {type: 'unknown', why: 'it answers 401, and asks for a password'}
    if (status === 403) return {type: 'refused', status}
    return {type: 'unknown', why: `it answers ${status}`}
  } catch (error) {
    return {type: 'unknown', why: `it does not answer (${reasonOf(error)})`}
  }
}

/**
 * The host that a redirect led to, where it is another one and no longer the share's own place:
 * most likely a page to sign in at. A site's own domain keeps the name of the folder.
 */
function hostElsewhere(asked: string, {redirected, url}: Response): string | undefined {
  if (!redirected || !URL.canParse(url)) return undefined
  const end = new URL(url)
  const names = new URL('.', asked).pathname.split('/')
  const folder = names.at(-2) || new URL(asked).pathname.slice(1)
  const isSame = end.hostname === new URL(asked).hostname || end.pathname.includes(`/${folder}`)
  return isSame ? undefined : end.host
}

async function readServed(response: Response, url: string): Promise<Served> {
  const hash = createHash('sha256')
  let start = Buffer.alloc(0)
  for await (const chunk of response.body ?? []) {
    hash.update(chunk)
    if (start.length < headLength) start = Buffer.concat([start, chunk])
  }
  const head = start.subarray(0, headLength).toString('latin1')
  return {
    type: 'served',
    status: response.status,
    address: response.url || url,
    isPage: /\bx?html\b/i.test(response.headers.get('content-type') ?? '') || page.test(head),
    isOurs: ours.test(head),
    sha256: hash.digest('hex'),
    by: serverOf(response.headers),
    until: freshUntil(response.headers, new Date()),
  }
}

/** Bytes of a page in which its maker stands. */
const headLength = 2 ** 16

const page = /^\s*<(?:!doctype html|html)\b/i

/** Loose in order and quotes: hosts that make pages smaller change both. */
const ours = new RegExp(
  `<meta\\s(?=[^>]*\\bname=["']?generator\\b)[^>]*\\bcontent=["']?${generator}\\b`,
  'i',
)

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

/** Why there was no answer, of what `fetch` threw. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // `fetch` says only that it failed; its cause says why.
  return error.cause instanceof Error ? error.cause.message : error.message
}
