import type {JsonObject} from '../../../session/json.js'
import type {LeftKind} from '../../../session/left-out.js'
import type {NativeSession} from '../../../session/native.js'

/**
 * One kind of content that stays at home. Each function gives its argument
 * without that kind, as a copy; what is absent has nothing to take away.
 */
export interface Exclusion {
  /** A part of 1.x, an entry of `content` of 2.x; `undefined` where nothing of it remains. */
  part?(part: JsonObject, around: Around): JsonObject | undefined
  /** A message without its parts: its `info` in 1.x. */
  message?(fields: JsonObject, around: Around): JsonObject
  /** What a session says beside its messages. */
  session?(native: NativeSession, around: Around): NativeSession
}

/** What is known around a piece that may stay at home, and whom to tell what of it does. */
export interface Around {
  /** Whether this is the session of a subagent. */
  isChild: boolean
  /** Whether the piece belongs to the prompt of a turn. */
  isPrompt: boolean
  /** Paths of files that the session's calls wrote whole. */
  written: readonly string[]
  /** Say in one or two words what of the block at hand stays at home. */
  say(what: string): void
  count(what: LeftKind, times?: number): void
}

/** `34 lines`. */
export function countOf(number: number, one: string): string {
  return `${number} ${one}${number === 1 ? '' : 's'}`
}

/** An object without some of its fields. */
export function without(value: JsonObject, ...dropped: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !dropped.includes(name)))
}

/** An object with some of its fields alone. */
export function only(value: JsonObject, ...kept: string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([name]) => kept.includes(name)))
}
