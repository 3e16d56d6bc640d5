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
  const parts = dataOf('part')
  return {
    info,
    messages: [...flat, ...joinParts(dataOf('message'), parts)],
    diffs,
    unread: items.length - known.length + parts.filter((part) => !isObject(part)).length,
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
  return [...inOrder(joined), ...unread]
}

function isItem(value: Json): value is JsonObject {
  return isObject(value) && typeof value.type === 'string' && 'data' in value
}

function byID(left: JsonObject, right: JsonObject): number {
  return compareText(textOf(left.id) ?? '', textOf(right.id) ?? '')
}

/** By time and id. A message without a time stands behind all those that its id comes after. */
function inOrder(messages: Json[]): Json[] {
  const told = messages.map((message) => {
    const info = objectOf(objectOf(message).info)
    return {message, id: textOf(info.id) ?? '', created: numberOf(objectOf(info.time).created)}
  })
  let latest = Number.NEGATIVE_INFINITY
  const placed = told
    .sort((left, right) => compareText(left.id, right.id))
    .map(({message, id, created}) => {
      const time = created ?? latest
      latest = Math.max(latest, time)
      return {message, id, time}
    })
  return placed
    .sort((left, right) =>
      left.time === right.time ? compareText(left.id, right.id) : left.time - right.time,
    )
    .map(({message}) => message)
}

function compareText(left: string, right: string): number {
  if (left === right) return 0
  return left < right ? -1 : 1
}
