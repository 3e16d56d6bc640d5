import {SessionpressError} from '../errors.js'

/** What a page's public address answered: the page or something in its place, nothing, or no telling. */
type PageAnswer =
  | {type: 'served'; status: number; address: string}
  | {type: 'gone'}
  | {type: 'unknown'; why: string}

/** Ask a page's public address whether anything is served there. */
export async function askPage(url: string, fetch: typeof globalThis.fetch): Promise<PageAnswer> {
  try {
    const response = await fetch(url, {redirect: 'follow', signal: AbortSignal.timeout(10_000)})
    // The status has arrived; what becomes of the rest does not matter.
    await response.body?.cancel().catch(() => {})
    const {status} = response
    if (response.ok) return {type: 'served', status, address: response.url || url}
    if (status === 404 || status === 410) return {type: 'gone'}
    return {type: 'unknown', why: `it answers ${status}`}
  } catch (error) {
    return {type: 'unknown', why: `it does not answer (${reasonOf(error)})`}
  }
}

/** Whether a URL is one that can be asked. */
export function isPublic(url: string): boolean {
  return /^https?:/i.test(url)
}

/** The error for a page that is removed and still served. */
export function stillServed(answer: PageAnswer & {type: 'served'}): SessionpressError {
  return new SessionpressError(
    'REMOVE_UNVERIFIED',
    `The files are removed, but ${answer.address} still answers ${answer.status}.`,
    {hint: 'Run this again with `--wait`, or clear the cache that serves it.'},
  )
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  // `fetch` says only that it failed; its cause says why.
  return error.cause instanceof Error ? error.cause.message : error.message
}
