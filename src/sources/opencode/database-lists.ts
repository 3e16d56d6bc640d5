import {isObject, type Json, type JsonObject, numberOf, objectOf} from '../../session/json.js'
import {lazyList} from '../../session/long-list.js'
import {jsonOf} from './database-rows.js'
import {eachRow, rowAt, type Store, select} from './database-store.js'
import {joinParts} from './share-items.js'

/** Messages of a session as its store has them, and how many pieces of it cannot be read. */
export interface StoredMessages {
  messages: Json[]
  unreadable: number
}

/** Messages of 1.x with their parts, in the order of the client. */
export function messagesOf(store: Store, id: string): StoredMessages {
  const read = {unreadable: 0}
  const messages = select(store, 'message', 'session_id', id).flatMap((each) =>
    dataOf(each, read, {id: each.id, sessionID: id}),
  )
  const parts = select(store, 'part', 'session_id', id).flatMap((each) =>
    dataOf(each, read, {id: each.id, sessionID: id, messageID: each.message_id}),
  )
  return {messages: joinParts(messages, parts), unreadable: read.unreadable}
}

/** The same, each read when it is asked for. */
export function storedMessages(store: Store, id: string): StoredMessages {
  const read = {unreadable: 0}
  const messages: JsonObject[] = []
  for (const {row, data} of eachOf(store, 'message', id, read)) {
    const time = {created: objectOf(data.time).created}
    messages.push({id: row.id, sessionID: id, time, row: row.row})
  }
  const parts: JsonObject[] = []
  for (const {row} of eachOf(store, 'part', id, read)) {
    parts.push({id: row.id, sessionID: id, messageID: row.message_id, row: row.row})
  }
  const joints = joinParts(messages, parts).map(jointOf)
  return {
    messages: lazyList(joints.length, (index) => wholeMessage(store, id, joints[index])),
    unreadable: read.unreadable,
  }
}

/** A message by the numbers of its rows. One that only its parts name has no row. */
interface Joint {
  info: number | JsonObject
  parts: number[]
}

function jointOf(joined: Json): Joint {
  const {info, parts} = objectOf(joined)
  return {
    info: numberOf(objectOf(info).row) ?? objectOf(info),
    parts: Array.isArray(parts) ? parts.map((part) => numberOf(objectOf(part).row) ?? 0) : [],
  }
}

function wholeMessage(store: Store, sessionID: string, {info, parts}: Joint = noJoint): JsonObject {
  return {
    info: typeof info === 'number' ? partOf(rowAt(store, 'message', info)) : {...info},
    parts: parts.map((row) => {
      const part = rowAt(store, 'part', row)
      return {...partOf(part), messageID: part.message_id}
    }),
  }

  function partOf({data, id}: JsonObject): JsonObject {
    return {...objectOf(jsonOf(data)), id, sessionID}
  }
}

const noJoint: Joint = {info: {}, parts: []}

/** Flat messages of 2.x in their order. */
export function flatMessagesOf(store: Store, id: string): StoredMessages {
  const read = {unreadable: 0}
  const rows = select(store, 'session_message', 'session_id', id).sort(bySequence)
  const messages = rows.flatMap((row) =>
    dataOf(row, read, {}).map((data) => flatMessage(row, data)),
  )
  return {messages, unreadable: read.unreadable}
}

/** The same, each read when it is asked for. */
export function storedFlatMessages(store: Store, id: string): StoredMessages {
  const read = {unreadable: 0}
  const rows: {row: number; sequence: number}[] = []
  for (const {row} of eachOf(store, 'session_message', id, read)) {
    rows.push({row: numberOf(row.row) ?? 0, sequence: numberOf(row.seq) ?? 0})
  }
  rows.sort((left, right) => left.sequence - right.sequence)
  const messages = lazyList(rows.length, (index) => {
    const row = rowAt(store, 'session_message', rows[index]?.row ?? 0)
    return flatMessage(row, objectOf(jsonOf(row.data)))
  })
  return {messages, unreadable: read.unreadable}
}

/** A message of 2.x from its row, with the fields that have columns of their own. */
function flatMessage(row: JsonObject, data: JsonObject): JsonObject {
  const message = {...data, id: row.id, type: row.type}
  return data.time === undefined ? {...message, time: {created: row.time_created}} : message
}

/** Rows whose data can be read, one after another. */
function* eachOf(
  store: Store,
  table: string,
  id: string,
  read: {unreadable: number},
): Generator<{row: JsonObject; data: JsonObject}> {
  for (const row of eachRow(store, table, id)) {
    const data = jsonOf(row.data)
    if (isObject(data)) yield {row, data}
    else read.unreadable += 1
  }
}

/** The JSON of a row with the fields that have columns of their own; none where it is damaged. */
function dataOf(row: JsonObject, read: {unreadable: number}, fields: JsonObject): JsonObject[] {
  const data = jsonOf(row.data)
  if (isObject(data)) return [{...data, ...fields}]
  read.unreadable++
  return []
}

function bySequence(left: JsonObject, right: JsonObject): number {
  return (numberOf(left.seq) ?? 0) - (numberOf(right.seq) ?? 0)
}
