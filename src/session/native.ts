import type {JsonObject} from './json.js'

/**
 * A session as its agent wrote it, trimmed at the door but not yet redacted.
 *
 * `info` and `messages` keep the shape of the format: OpenCode 1.x has
 * `{info, parts}` messages, 2.x flat typed ones. Whole files are gone from it:
 * diffs carry hunks with three lines of context.
 */
export interface NativeSession {
  format: 'opencode-1' | 'opencode-2'
  info: JsonObject
  messages: JsonObject[]
  /** Todos as the store has them at the end. Exports have none. */
  todos: JsonObject[]
  /** Net diffs of the whole session, where the store keeps them. */
  diffs: JsonObject[]
  /** Sessions of subagents, each with its own children. */
  children: NativeSession[]
  /** Things the reader should know about how the session was read, such as "made with --sanitize". */
  remarks: Remark[]
}

/** One fact about the session that its page has to say. */
export interface Remark {
  type: 'sanitized' | 'unreadable-parts' | 'trimmed' | 'missing-children'
  /** One sentence in the third person, without secrets or paths. */
  text: string
}

/** What a list of sessions shows. */
export interface SessionSummary {
  id: string
  title: string
  directory?: string
  /** Parent session; set for subagents. */
  parentID?: string
  /** Milliseconds since 1970. */
  created?: number
  /** Milliseconds since 1970. */
  updated?: number
}
