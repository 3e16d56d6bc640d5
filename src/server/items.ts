import {isObject, type Json, type JsonObject, objectOf, textOf} from '../session/json.js'

/** One item of a share, with the key under which a later one takes its place (reference 4.3). */
export interface ShareItem {
  key: string
  type: string
  data: Json
}

/** The items of one body, and what of it was passed over. */
export interface ItemsRead {
  items: ShareItem[]
  /** Items of another session: nobody shared that one. */
  foreign: number
  /** Items of no known kind, and what is no item at all. */
  unknown: number
}

/**
 * The items of a sync that belong to a session. A later item with the same key wins.
 *
 * Models are passed over by design: they carry the headers and options of the person's
 * configuration, keys among them, and every message names its model anyway.
 *
 * @param data As in `{secret, data}`: items of 1.x and 2.x.
 */
export function readItems(data: readonly Json[], sessionID: string): ItemsRead {
  const items = new Map<string, ShareItem>()
  let foreign = 0
  let unknown = 0
  for (const item of data) {
    const {type, data: content} = objectOf(item)
    if (type === 'model') continue
    const key = keyOf(type, content)
    if (key === undefined || content === undefined) unknown += 1
    else if (ownerOf(type, content, sessionID) !== sessionID) foreign += 1
    else items.set(key, {key, type: String(type), data: content})
  }
  return {items: [...items.values()], foreign, unknown}
}

/** The key of an item, `undefined` for what is none. */
export function keyOf(type: Json | undefined, data: Json | undefined): string | undefined {
  if (type === 'session_diff') return Array.isArray(data) ? type : undefined
  if (!isObject(data)) return undefined
  const {id, messageID, sessionID} = data
  if (type === 'session') return type
  if (type === 'messages')
    return Array.isArray(data.messages) ? `messages/${textOf(sessionID)}` : undefined
  if (type === 'message') return textOf(id) === undefined ? undefined : `message/${textOf(id)}`
  if (type !== 'part' || textOf(id) === undefined) return undefined
  return `part/${textOf(messageID)}/${textOf(id)}`
}

/** Whether nothing but kinds and ids as clients make them stands in a key. */
export function isKeyOfIDs(key: string): boolean {
  return /^[a-z_]+(?:\/(?:ses|msg|prt|evt)_[0-9A-Za-z]{1,40})*$/.test(key)
}

/** The session that an item says it is of; those that say nothing are of the share's own. */
function ownerOf(type: Json | undefined, data: Json, sessionID: string): string {
  if (type === 'session_diff') return sessionID
  const {id, sessionID: owner} = objectOf(data)
  return textOf(type === 'session' ? id : owner) ?? sessionID
}

/**
 * Items of the first share protocol, one a call: what they are stands in their key, such as
 * `session/message/<session>/<message>` (reference 4.2).
 */
export function itemOfKey(key: string, content: Json): JsonObject {
  const kinds: Record<string, string> = {info: 'session', message: 'message', part: 'part'}
  const [, kind = ''] = /^session\/(info|message|part)\//.exec(key) ?? []
  return {type: kinds[kind] ?? 'unknown', data: content}
}

/** What `GET /share_data` of the first share server answered: messages by their id, with their parts. */
export function asFirstProtocol(items: readonly JsonObject[]): JsonObject {
  const messages = new Map<string, JsonObject & {parts: Json[]}>()
  for (const {type, data} of items) {
    const id = type === 'message' ? textOf(objectOf(data).id) : undefined
    if (id !== undefined) messages.set(id, {...objectOf(data), parts: []})
  }
  for (const {type, data = null} of items) {
    const owner = type === 'part' ? textOf(objectOf(data).messageID) : undefined
    if (owner !== undefined) messages.get(owner)?.parts.push(data)
  }
  const info = items.find(({type}) => type === 'session')?.data ?? {}
  // `fromEntries` makes own fields of names such as `__proto__`.
  return {info, messages: Object.fromEntries(messages)}
}
