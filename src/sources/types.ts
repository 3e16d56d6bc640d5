import type {NativeSession, SessionSummary} from '../session/native.js'

/** Places where sessions are kept. Nothing in a source ever writes to its store. */
export interface Source {
  /** What kind of place it is, such as `opencode-database`. */
  type: string
  /** Where it is, in words that can be shown to the person at the keyboard. */
  location: string
  /** Every session of the place, newest first, subagents included. */
  list(): Promise<SessionSummary[]>
  /**
   * One session with its subagents' sessions, todos and diffs, trimmed.
   *
   * @param id Full id as `list` gives it.
   * @throws SessionpressError `SESSION_NOT_FOUND`, `SESSION_EMPTY`, `SESSION_UNREADABLE`, `SOURCE_*`
   */
  load(id: string): Promise<NativeSession>
  /** Let go of files and connections. */
  close(): Promise<void>
}

/** The world outside, handed in so that tests can give another one. */
export interface SourceContext {
  /** Folder that relative paths start from. */
  cwd: string
  env: Readonly<Record<string, string | undefined>>
  /** Home folder, where there is one. */
  home: string | undefined
  fetch: typeof globalThis.fetch
  /** Everything on standard input; read only for `-`. */
  stdin(): Promise<Uint8Array>
  /**
   * Bytes of a session up to which it is read at once. Messages of a larger one are read each
   * time they are asked for, until it is released.
   *
   * @default there is no limit
   */
  memory?: number | undefined
  /** Told one sentence when something beside what was asked for cannot be read. @default nobody */
  onWarning?: ((message: string) => void) | undefined
}
