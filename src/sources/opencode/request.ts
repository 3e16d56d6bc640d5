import {SessionpressError} from '../../errors.js'
import {maxBytes} from './read-text.js'

export interface RequestOptions {
  fetch: typeof globalThis.fetch
  headers?: Record<string, string>
  /** Milliseconds until the whole answer must be there. @default 60000 */
  timeout?: number
}

export interface Answer {
  status: number
  headers: Headers
  bytes: Uint8Array
}

const maxRedirects = 5

/**
 * GET with limits: time, size, redirects. Any status is an answer.
 *
 * A redirect to another origin does not get the headers.
 *
 * @throws SessionpressError `SOURCE_UNREACHABLE`
 */
export async function request(address: string, options: RequestOptions): Promise<Answer> {
  const signal = AbortSignal.timeout(options.timeout ?? 60_000)
  let url = new URL(address)
  const {origin} = url
  try {
    for (let hop = 0; hop <= maxRedirects; hop++) {
      const headers = url.origin === origin ? (options.headers ?? {}) : {}
      const response = await options.fetch(url, {headers, signal, redirect: 'manual'})
      const location = response.headers.get('location')
      if (response.status < 300 || response.status > 399 || location === null) {
        return {
          status: response.status,
          headers: response.headers,
          bytes: await readBody(response, url),
        }
      }
      await response.body?.cancel()
      url = nextURL(url, location)
    }
  } catch (error) {
    throw explain(error, url)
  }
  throw unreachable(url, `it redirects more than ${maxRedirects} times`)
}

function nextURL(from: URL, location: string): URL {
  const url = new URL(location, from)
  const isWeaker = from.protocol === 'https:' && url.protocol !== 'https:'
  if (isWeaker || !/^https?:$/.test(url.protocol)) {
    throw unreachable(from, `it redirects to \`${url.protocol}\``)
  }
  return url
}

async function readBody(response: Response, url: URL): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw unreachable(url, 'its answer is larger than 512 MB')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function explain(error: unknown, url: URL): unknown {
  if (error instanceof SessionpressError || !(error instanceof Error)) return error
  if (error.name === 'TimeoutError') return unreachable(url, 'it does not answer in time', error)
  const {cause} = error
  const reason = cause instanceof Error ? cause.message || String(codeOf(cause)) : error.message
  return unreachable(url, reason, error)
}

function codeOf(error: Error): unknown {
  return 'code' in error ? error.code : error.name
}

function unreachable(url: URL, reason: string, cause?: unknown): SessionpressError {
  const message = `Cannot read from \`${url.origin}\`: ${reason}.`
  return new SessionpressError('SOURCE_UNREACHABLE', message, {
    hint: 'Check the address, and that the server is running.',
    cause,
  })
}
