import {SessionpressError} from '../../errors.js'
import type {SourceContext} from '../types.js'
import {serverAccess} from './server-client.js'

/** Characters of one event at most; whole files may be in it. */
const longest = 64_000_000

/**
 * What happens in a running `opencode serve`, as it happens (reference 3.4): of all its projects
 * where it can tell, else of its own. It ends with the connection.
 *
 * @throws SessionpressError `SOURCE_UNREACHABLE`, `SOURCE_UNAUTHORIZED`
 */
export async function* serverEvents(
  address: string,
  context: SourceContext,
  signal: AbortSignal,
): AsyncGenerator<unknown> {
  const {root, headers, refuse} = serverAccess(address, context)
  for (const route of ['/global/event', '/event']) {
    const response = await context
      .fetch(root + route, {
        headers: {...headers, accept: 'text/event-stream'},
        signal,
        redirect: 'manual',
      })
      .catch((error: unknown) => {
        throw unreachable(root, 'it does not answer', error)
      })
    if (response.status === 401 || response.status === 403) throw refuse()
    const isStream = response.headers.get('content-type')?.includes('text/event-stream')
    if (response.status === 200 && isStream && response.body) {
      yield* framesOf(response.body, root)
      return
    }
    await response.body?.cancel()
  }
  throw unreachable(root, 'it has no stream of events')
}

async function* framesOf(body: ReadableStream<Uint8Array>, root: string): AsyncGenerator<unknown> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of chunksOf(body, root)) {
    text += decoder.decode(bytes, {stream: true})
    if (text.length > longest) throw unreachable(root, 'one of its events has no end')
    const frames = text.split(/\r?\n\r?\n/)
    text = frames.pop() ?? ''
    for (const frame of frames) yield parse(frame)
  }
}

/** A connection that breaks says so with an error of the system. */
async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  root: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw unreachable(root, 'the connection broke', error)
  }
}

/** What cannot be understood is no event, and hides none. */
function parse(frame: string): unknown {
  const data = frame
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
  try {
    return JSON.parse(data.join('\n'))
  } catch {
    return undefined
  }
}

function unreachable(root: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('SOURCE_UNREACHABLE', `Cannot read from \`${root}\`: ${why}.`, {
    hint: 'Check the address, and that `opencode serve` is running there.',
    cause,
  })
}
