import type {Bundle} from '../session/bundle.js'
import type {Finding} from '../session/finding.js'
import type {ContentOptions} from './types.js'

export interface PrepareOptions extends ContentOptions {
  /** Share id for the page's footer; `undefined` makes one from the content, marked as local. */
  shareID?: string
}

/** A bundle that is ready to go out, and what a person should know of it before it does. */
export interface Prepared {
  sessionID: string
  title: string
  /** Working directory of the session as recorded; never published. */
  directory: string | undefined
  bundle: Bundle
  findings: Finding[]
  /** What becomes public, in numbers. */
  counts: {messages: number; toolCalls: number; files: number; images: number; subagents: number}
  /** Let go of temporary files. The bundle cannot be read afterwards. */
  dispose(): Promise<void>
}

/** Load, redact, normalise and render one session. Nothing leaves the machine. */
export async function prepare(
  _session: string | undefined,
  _options: PrepareOptions,
): Promise<Prepared> {
  throw new Error('Not built yet')
}
