import {
  isObject,
  type Json,
  type JsonObject,
  numberOf,
  objectOf,
  textOf,
} from '../../session/json.js'
import type {RawSession} from './native.js'

/**
 * A session from the items of a share, `[{type, data}]` (reference 4.3), or
 * `undefined` for a list of something else.
 *
 * 1.x has `message` and `part` items in any order, 2.x `messages` with all of
 * them. `model` items are left out: they carry the user's headers and options,
 * and messages name their model.
 */
export function nativeOfItems(items: Json[]): RawSession | undefined {
  const known = items.filter(isItem)
  const sessions = known.filter((item) => item.type === 'session')
  const info = sessions.at(-1)?.data
  if (!isObject(info)) return undefined
  const dataOf = (type: string) =>
    known.filter((item) => item.type === type).map((item) => item.data ?? null)

  const flat = dataOf('messages').flatMap((data) => {
    const {messages} = objectOf(data)
    return Array.isArray(messages) ? messages : []
  })
  const diffs = dataOf('session_diff').flatMap((data) => (Array.isArray(data) ? data : []))
  return {
    info,
    messages: [...flat, ...joinParts(dataOf('message'), dataOf('part'))],
    diffs,
  }
}

/**
 * Messages with their parts, both in the order of the client's store (reference
 * 1.1). Parts without a message keep one that says nothing but their id.
 */
export function joinParts(messages: Json[], parts: Json[]): Json[] {
  const byMessage = new Map<string, JsonObject[]>()
  for (const part of parts.filter(isObject)) {
    const id = textOf(part.messageID) ?? ''
    const list = byMessage.get(id)
    if (list) list.push(part)
    else byMessage.set(id, [part])
  }
  const joined: Json[] = messages.filter(isObject).map((info) => {
    const id = textOf(info.id) ?? ''
    const own = byMessage.get(id) ?? []
    byMessage.delete(id)
    return {info, parts: own.sort(byID)}
  })
  for (const [id, own] of byMessage) {
    const [first] = own
    const sessionID = first?.sessionID ?? ''
    joined.push({info: {id, sessionID, time: {}}, parts: own.sort(byID)})
  }
  const unread = messages.filter((message) => !isObject(message))
  return [...joined.sort(byTime), ...unread]
}

function isItem(value: Json): value is JsonObject {
  return isObject(value) && typeof value.type === 'string' && 'data' in value
}

function byID(left: JsonObject, right: JsonObject): number {
  return compareText(textOf(left.id) ?? '', textOf(right.id) ?? '')
}

/** A message without a time stands where its id puts it. */
function byTime(left: Json, right: Json): number {
  const a = objectOf(objectOf(left).info)
  const b = objectOf(objectOf(right).info)
  const before = numberOf(objectOf(a.time).created)
  const after = numberOf(objectOf(b.time).created)
  if (before !== undefined && after !== undefined && before !== after) return before - after
  return compareText(textOf(a.id) ?? '', textOf(b.id) ?? '')
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
