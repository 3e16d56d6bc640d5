import type {JsonObject} from './json.js'
import type {LeftOut} from './left-out.js'

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
  /** Set where a part of the session stays at home: what the rest is called in the full session. */
  kept?: Kept
  /** Let go of the place that its messages are read from. Set where they are read when they are asked for. */
  release?: () => Promise<void>
}

/** Numbers of the full session for what is left of it. */
export interface Kept {
  /** One for each of `messages`. */
  messages: KeptMessage[]
  /** Turns (`5`) and blocks (`6-3`) that the user took back. */
  undone: string[]
  /** Every block of the kept turns, with what stands for it where nothing of it is there. */
  blocks: Omit<LeftPart, 'isWhole'>[]
  /** What is not there any more, in kept turns. */
  left: LeftPart[]
  /** In numbers, for readers. Subagents' are those of their root. */
  leftOut: LeftOut
}

export interface KeptMessage {
  turn: number
  /** Number of the block that each part becomes, 0 for the prompt; `null` where none is shown. */
  parts: (number | null)[]
  /** Blocks that the message makes without any part, by what they are. */
  own: {key: string; number: number}[]
}

/** A block that stays at home, or something of it. */
export interface LeftPart {
  turn: number
  /** 0 is the prompt. */
  block: number
  /** In one or two words: `reasoning`, `output (34 lines)`. */
  what: string
  /** Whether nothing of the block is there. */
  isWhole: boolean
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
