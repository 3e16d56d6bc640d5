import {SessionpressError} from '../../errors.js'
import {isObject, type Json, type JsonObject, numberOf, textOf} from '../../session/json.js'
import type {NativeSession, SessionSummary} from '../../session/native.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source} from '../types.js'
import {flatInfoOfRow, infoOfRow, jsonOf} from './database-rows.js'
import {inspect, type Store, select, selectSummaries} from './database-store.js'
import {emptySession, nativeOfRaw} from './native.js'
import {joinParts} from './share-items.js'
import {explainSqlite, openSqlite} from './sqlite.js'
import {trimSession} from './trim.js'

/**
 * OpenCode's SQLite store (reference 2.2), which OpenCode may be writing to.
 *
 * Reads `session`, `message`, `part`, `todo`, and `session_v2`, `session_message`
 * of 2.x, by named columns. Tables that hold tokens and secrets are never read.
 *
 * @throws SessionpressError `SOURCE_LOCKED`, `SOURCE_CORRUPT`, `SOURCE_TOO_NEW`
 */
export async function database(file: string): Promise<Source> {
  const sqlite = await openSqlite(file)
  try {
    const store = sqlite.snapshot(() => inspect(sqlite, file))
    return {
      type: 'opencode-database',
      location: file,
      list: async () => sqlite.snapshot(() => list(store)),
      load: async (id) => trimSession(sqlite.snapshot(() => load(store, id, new Set()))),
      close: () => sqlite.close(),
    }
  } catch (error) {
    await sqlite.close()
    throw explainSqlite(error, file)
  }
}

function list(store: Store): SessionSummary[] {
  const found = new Map<string, SessionSummary>()
  const rows = ['session', 'session_v2'].flatMap((table) => selectSummaries(store, table))
  for (const row of rows) {
    const id = textOf(row.id)
    if (id !== undefined) found.set(id, summaryOf(infoOfRow(row)))
  }
  return [...found.values()].sort(byNewest)
}

/** A session and, below it, those whose parent it is; `seen` breaks circles. */
function load(store: Store, id: string, seen: Set<string>): NativeSession {
  seen.add(id)
  const native = loadFlat(store, id) ?? loadParted(store, id)
  if (!native) {
    throw new SessionpressError('SESSION_NOT_FOUND', `There is no session \`${id}\`.`, {
      hint: 'Run `opencode session list` to see what there is.',
    })
  }
  if (seen.size === 1 && native.messages.length === 0) throw emptySession(`Session \`${id}\``)
  for (const child of childrenOf(store, id)) {
    if (!seen.has(child)) native.children.push(load(store, child, seen))
  }
  return native
}

function loadParted(store: Store, id: string): NativeSession | undefined {
  const [row] = select(store, 'session', 'id', id)
  if (!row) return undefined
  const read = {unreadable: 0}
  const messages = select(store, 'message', 'session_id', id).flatMap((each) =>
    dataOf(each, read, {id: each.id, sessionID: id}),
  )
  const parts = select(store, 'part', 'session_id', id).flatMap((each) =>
    dataOf(each, read, {id: each.id, sessionID: id, messageID: each.message_id}),
  )
  return nativeOfRaw({
    info: infoOfRow(row),
    messages: joinParts(messages, parts),
    todos: todosOf(store, id),
    unread: read.unreadable,
  })
}

/** 2.x, when the session has messages there: its move from 1.x leaves the old rows behind. */
function loadFlat(store: Store, id: string): NativeSession | undefined {
  const rows = select(store, 'session_message', 'session_id', id)
  const [row] = [...select(store, 'session_v2', 'id', id), ...select(store, 'session', 'id', id)]
  if (!row || rows.length === 0) return undefined
  const read = {unreadable: 0}
  const messages = rows.sort(bySequence).flatMap((each) => {
    const [data] = dataOf(each, read, {id: each.id, type: each.type})
    if (!data) return []
    return [data.time === undefined ? {...data, time: {created: each.time_created}} : data]
  })
  return nativeOfRaw({
    info: flatInfoOfRow(row),
    messages,
    todos: todosOf(store, id),
    unread: read.unreadable,
  })
}

/** The JSON of a row with the fields that have columns of their own; none where it is damaged. */
function dataOf(row: JsonObject, read: {unreadable: number}, fields: JsonObject): JsonObject[] {
  const data = jsonOf(row.data)
  if (isObject(data)) return [{...data, ...fields}]
  read.unreadable++
  return []
}

function childrenOf(store: Store, id: string): string[] {
  const rows = ['session', 'session_v2'].flatMap((table) => select(store, table, 'parent_id', id))
  const sorted = rows.sort(
    (a, b) =>
      (numberOf(a.time_created) ?? 0) - (numberOf(b.time_created) ?? 0) ||
      ((textOf(a.id) ?? '') < (textOf(b.id) ?? '') ? -1 : 1),
  )
  return [...new Set(sorted.map((row) => textOf(row.id) ?? ''))].filter((child) => child !== '')
}

function todosOf(store: Store, id: string): Json[] {
  const rows = select(store, 'todo', 'session_id', id)
  const sorted = rows.sort((a, b) => (numberOf(a.position) ?? 0) - (numberOf(b.position) ?? 0))
  return sorted.map(({content, status, priority}) => ({content, status, priority}))
}

function bySequence(left: JsonObject, right: JsonObject): number {
  return (numberOf(left.seq) ?? 0) - (numberOf(right.seq) ?? 0)
}
