import type {SessionSummary} from '../../session/native.js'
import type {SourceContext} from '../../sources/types.js'
import type {Keeper, Reading} from '../auto/keeper.js'

/** Where `watch` hears of sessions. */
export interface Feed {
  /** Reads a session when its turn has come. */
  read(sessionID: string): Promise<Reading>
  /**
   * Tell a keeper of every change from now on.
   *
   * @returns Ends it.
   */
  begin(keeper: Keeper): () => Promise<void>
}

export interface FeedOptions {
  /** Store or server. @default OpenCode's own store */
  source: string | undefined
  context: SourceContext
  /** Milliseconds between two looks, at least. */
  interval: number
  /** Of a list the root sessions that are watched. */
  choose(summaries: SessionSummary[]): Promise<SessionSummary[]>
  /** Whether a session has changed since it was shared. */
  findBehind(summaries: readonly SessionSummary[]): Promise<SessionSummary[]>
  /** Told that the place can be read. */
  onWell(): void
  /** Told that it cannot, every time. */
  onProblem(error: unknown): void
}
