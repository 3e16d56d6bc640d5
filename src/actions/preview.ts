import {createHash} from 'node:crypto'
import {readConfiguration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import {createEditions} from '../preview/editions.js'
import {follow} from '../preview/follow.js'
import {startServer} from '../preview/server.js'
import {mediaTypeOf} from '../session/media-types.js'
import {targetSchemas} from '../targets/registry.js'
import {load} from './load.js'
import {readLook} from './look.js'
import type {Prepared} from './prepare.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions} from './types.js'

export interface PreviewOptions extends ContentOptions {
  /** Port on 127.0.0.1; 0 takes a free one. @default 0 */
  port?: number
  /** Whether to render again when the session or the style changes. @default false */
  watch?: boolean
  /** Milliseconds between two looks at the session. @default 2000 */
  interval?: number
  /** Told when a changed session was rendered and is being served. @default nobody is told */
  onRendered?: (rendered: {title: string}) => void
  /** Told of a rendering or an answer that failed; the last good rendering stays. @default nobody is told */
  onProblem?: (error: unknown) => void
}

/** What `preview` does where nothing else is asked for. */
export const previewDefaults = {
  port: 0,
  watch: false,
  interval: 2000,
} as const satisfies PreviewOptions

/** A session that is being served. */
export interface Preview {
  url: string
  title: string
  sessionID: string
  /** Stop serving, and remove temporary files. */
  close(): Promise<void>
}

/**
 * Render a session and serve it on the loopback address. Nothing leaves the
 * machine, and nothing is kept.
 *
 * @throws SessionpressError what loading throws, `CONFIG_INVALID`, `STYLE_INVALID`,
 *   `PREVIEW_PORT_TAKEN`, and `USAGE_INVALID` for `embed`, and for watching standard input, which
 *   can be read only once.
 */
export async function preview(
  session: string | undefined,
  options: PreviewOptions = {},
): Promise<Preview> {
  const {port, watch, interval, ...rest} = {...previewDefaults, ...options}
  if (watch && session === '-') {
    throw new SessionpressError('USAGE_INVALID', 'Standard input cannot be watched', {
      hint: 'Save the session to a file and name that.',
    })
  }
  const onProblem = rest.onProblem ?? (() => undefined)
  const {prepare} = await import('./prepare.js')
  const first = await prepare(session, rest)
  const editions = createEditions(first)
  try {
    const server = await startServer({port, lend: editions.lend, mediaTypeOf, onProblem})
    const stop = watch
      ? follow({
          first,
          editions,
          look: () => look(pinned(session, first), rest),
          render: () => prepare(pinned(session, first), rest),
          interval,
          onRendered: rest.onRendered ?? (() => undefined),
          onProblem,
        })
      : undefined
    return {
      url: server.url,
      title: first.title,
      sessionID: first.sessionID,
      async close() {
        await stop?.()
        await server.close()
        await editions.close()
      },
    }
  } catch (error) {
    await editions.close()
    throw error
  }
}

/** Reading is cheap beside rendering; what was read tells whether there is anything to render. */
async function look(session: string, options: ContentOptions): Promise<string> {
  // What there is to say of it was said when it was rendered.
  const quiet = {...options, onProgress: () => undefined, onWarning: () => undefined}
  const surroundings = resolveSurroundings(options.surroundings)
  const configuration = await readConfiguration({...surroundings, targetSchemas})
  const style = await readLook(quiet, surroundings, configuration)
  const {session: model, findings} = await load(session, {...quiet, configuration})
  return createHash('sha256')
    .update(JSON.stringify([model, findings, style]))
    .digest('hex')
}

/** The same session again, where a newer one would be found by now. */
function pinned(session: string | undefined, {sessionID}: Prepared): string {
  return session === undefined || session === 'latest' ? sessionID : session
}
