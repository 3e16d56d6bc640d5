import {SessionpressError} from '../../errors.js'
import {
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  stringOf,
  textOf,
} from '../../session/json.js'
import {filtered, mapped} from '../../session/long-list.js'
import type {NativeSession, Remark} from '../../session/native.js'
import {foreignFormat} from './foreign.js'
import {madeID} from './made-id.js'
import {nativeOfItems} from './share-items.js'
import {withoutCopies} from './without-copies.js'

/** What is known of a session's file before it is looked at closely. */
export interface RawSession {
  info: JsonObject
  messages: Json[]
  todos?: Json[]
  diffs?: Json[]
  /** Pieces that could not be read, and are not among these. @default 0 */
  unread?: number
}

/**
 * A session, not yet trimmed, from any JSON that OpenCode hands out: an export
 * of 1.x or 2.x, the items of a share, or the answer of the first share server.
 *
 * @throws SessionpressError `SESSION_FORMAT_UNKNOWN`, `SESSION_EMPTY`
 */
export function nativeOf(json: Json, name: string): NativeSession {
  const raw = rawOf(json)
  if (!raw) {
    const foreign = foreignFormat(json)
    throw new SessionpressError(
      'SESSION_FORMAT_UNKNOWN',
      foreign ? `${name} looks like ${foreign.what}.` : `${name} is JSON, but no session.`,
      {hint: foreign?.hint ?? 'Give a file made by `opencode export <id> > session.json`.'},
    )
  }
  const native = nativeOfRaw(raw)
  if (native.messages.length === 0) throw emptySession(name)
  return native
}

/** A session from its pieces, wherever they were. Messages keep their order. */
export function nativeOfRaw(raw: RawSession): NativeSession {
  const messages = filtered(raw.messages, isObject) as JsonObject[] // What is left is objects.
  const todos = (raw.todos ?? []).filter(isObject)
  const diffs = (raw.diffs ?? []).filter(isObject)
  const all = raw.messages.length + (raw.todos?.length ?? 0) + (raw.diffs?.length ?? 0)
  const unread = all - messages.length - todos.length - diffs.length + (raw.unread ?? 0)
  // The client's own test for 2.x (reference 1.9).
  const isFlat = 'location' in raw.info || (messages.length > 0 && messages.every(isFlatMessage))
  const whole = isFlat ? messages : mapped(messages, partedMessage)
  return {
    format: isFlat ? 'opencode-2' : 'opencode-1',
    info: textOf(raw.info.id) === undefined ? {...raw.info, id: idOf(raw)} : raw.info,
    messages: withoutCopies(whole),
    todos,
    diffs,
    children: [],
    remarks: [...sanitizedRemark(raw.info, whole), ...unreadableRemark(unread)],
  }
}

/** What messages say that they belong to, else an id made of what there is. */
function idOf({info, messages}: RawSession): string {
  const named = messages.map((message) => {
    const {info: own, sessionID} = objectOf(message)
    return textOf(objectOf(own).sessionID) ?? textOf(sessionID)
  })
  return named.find((id) => id !== undefined) ?? madeID([info, ...messages])
}

/** The error for a session in which nothing was said. */
export function emptySession(name: string): SessionpressError {
  return new SessionpressError('SESSION_EMPTY', `${name} has no messages yet.`, {
    hint: 'Choose a session in which something was said.',
  })
}

/** A remark on pieces that were left out because they could not be read. */
export function unreadableRemark(count: number): Remark[] {
  if (count === 0) return []
  const pieces = count === 1 ? '1 piece' : `${count} pieces`
  return [
    {
      type: 'unreadable-parts',
      text: `${pieces} of the session could not be read and are left out.`,
    },
  ]
}

function rawOf(json: Json): RawSession | undefined {
  if (Array.isArray(json)) return nativeOfItems(json) ?? bareMessages(json)
  if (!isObject(json)) return undefined
  const {info, messages, data} = json
  if (isObject(info) && Array.isArray(messages)) {
    return {info, messages, ...lists(json)}
  }
  // `GET /share_data` of the first share server (reference 4.2): messages by their id.
  if (isObject(info) && isObject(messages))
    return {info, messages: Object.values(messages) as Json[]}
  // Answers of 2.x routes are wrapped.
  if (isObject(data) || Array.isArray(data)) return rawOf(data)
  return undefined
}

/** Not part of any export so far, but asked for (reference 6.2), so taken where it is. */
function lists(json: JsonObject): {todos?: Json[]; diffs?: Json[]} {
  return {
    ...(Array.isArray(json.todos) ? {todos: json.todos} : {}),
    ...(Array.isArray(json.diffs) ? {diffs: json.diffs} : {}),
  }
}

/** The answer of `GET /session/:id/message`: everything but the session's info. */
function bareMessages(json: Json[]): RawSession | undefined {
  if (json.length === 0 || !json.every(isPartedMessage)) return undefined
  return {info: {}, messages: json}
}

function isPartedMessage(value: Json): boolean {
  return isObject(value) && isObject(value.info) && Array.isArray(value.parts)
}

function isFlatMessage(message: JsonObject): boolean {
  return !('parts' in message) && !('info' in message) && typeof message.type === 'string'
}

/** Messages of the first share server and of the first clients have their parts beside their fields. */
function partedMessage(message: JsonObject): JsonObject {
  if ('info' in message || typeof message.role !== 'string') return message
  const {parts, ...info} = message
  return {info, parts: parts ?? []}
}

function sanitizedRemark(info: JsonObject, messages: JsonObject[]): Remark[] {
  const texts = [info.title, info.directory, ...firstTexts(messages)]
  const isSanitized = texts.some((text) => stringOf(text)?.startsWith('[redacted:'))
  if (!isSanitized) return []
  const text = 'The session was exported with --sanitize, which put a placeholder for every text.'
  return [{type: 'sanitized', text}]
}

function firstTexts(messages: JsonObject[]): (Json | undefined)[] {
  const [first] = messages
  const parts = Array.isArray(first?.parts) ? first.parts : []
  return [first?.text, ...parts.map((part) => objectOf(part).text)]
}
