import {SessionpressError} from '../../errors.js'
import {isObject, type Json, type JsonObject, numberOf, textOf} from '../../session/json.js'
import type {NativeSession, SessionSummary} from '../../session/native.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source} from '../types.js'
import {
  flatInfoOfRow,
  flatSessionColumns,
  infoOfRow,
  jsonOf,
  sessionColumns,
} from './database-rows.js'
import {emptySession, nativeOfRaw, unreadableRemark} from './native.js'
import {joinParts} from './share-items.js'
import {explainSqlite, openSqlite, type Sqlite} from './sqlite.js'
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

interface Store {
  sqlite: Sqlite
  file: string
  /** Columns of each table that there are, of those that are known. */
  columns: ReadonlyMap<string, readonly string[]>
}

const knownColumns: Readonly<Record<string, readonly string[]>> = {
  session: sessionColumns,
  message: ['id', 'session_id', 'time_created', 'data'],
  part: ['id', 'message_id', 'session_id', 'data'],
  todo: ['session_id', 'content', 'status', 'priority', 'position'],
  session_v2: flatSessionColumns,
  session_message: ['id', 'session_id', 'type', 'seq', 'time_created', 'data'],
}

const summaryColumns = new Set([
  ...['id', 'parent_id', 'directory', 'title', 'time_created', 'time_updated'],
])

/** Columns without which a table cannot be understood. */
const neededColumns: Readonly<Record<string, readonly string[]>> = {
  session: ['id'],
  message: ['id', 'session_id', 'data'],
  part: ['message_id', 'session_id', 'data'],
}

function inspect(sqlite: Sqlite, file: string): Store {
  const columns = new Map<string, readonly string[]>()
  for (const [table, known] of Object.entries(knownColumns)) {
    const rows = sqlite.all(`PRAGMA table_info(${table})`)
    const names = new Set(rows.map((row) => row.name))
    if (names.size > 0)
      columns.set(
        table,
        known.filter((name) => names.has(name)),
      )
  }
  const isFlat = columns.has('session_v2') && columns.has('session_message')
  const isParted = Object.entries(neededColumns).every(([table, needed]) =>
    needed.every((name) => columns.get(table)?.includes(name)),
  )
  if (!isFlat && !isParted) throw notUnderstood(sqlite, file)
  return {sqlite, file, columns}
}

/** A store of OpenCode keeps a list of the migrations that it went through. */
function notUnderstood(sqlite: Sqlite, file: string): SessionpressError {
  const tables = sqlite
    .all("SELECT name FROM sqlite_master WHERE type = 'table'")
    .map((row) => row.name)
  const isOpenCode = ['migration', '__drizzle_migrations'].some((name) => tables.includes(name))
  if (isOpenCode) {
    return new SessionpressError(
      'SOURCE_TOO_NEW',
      `\`${file}\` was made by a version of OpenCode that this version does not know.`,
      {hint: 'Update sessionpress, or give it a file made by `opencode export`.'},
    )
  }
  return new SessionpressError(
    'SESSION_FORMAT_UNKNOWN',
    tables.length === 0
      ? `\`${file}\` is a database without any table.`
      : `\`${file}\` is the database of another program.`,
    {hint: 'Give the path that `opencode db path` prints.'},
  )
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
  const native = nativeOfRaw({
    info: infoOfRow(row),
    messages: joinParts(messages, parts),
    todos: todosOf(store, id),
  })
  native.remarks.push(...unreadableRemark(read.unreadable))
  return native
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
  const native = nativeOfRaw({info: flatInfoOfRow(row), messages, todos: todosOf(store, id)})
  native.remarks.push(...unreadableRemark(read.unreadable))
  return native
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
    (a, b) => (numberOf(a.time_created) ?? 0) - (numberOf(b.time_created) ?? 0),
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

function selectSummaries(store: Store, table: string): JsonObject[] {
  const known = store.columns.get(table) ?? []
  const columns = known.filter((name) => summaryColumns.has(name))
  return columns.length === 0 ? [] : store.sqlite.all(`SELECT ${namesOf(columns)} FROM "${table}"`)
}

/** Rows of a table, none where the table or the column to look in does not exist. */
function select(store: Store, table: string, column: string, value: string): JsonObject[] {
  const columns = store.columns.get(table) ?? []
  if (!columns.includes(column)) return []
  const sql = `SELECT ${namesOf(columns)} FROM "${table}" WHERE "${column}" = ?`
  return store.sqlite.all(sql, value)
}

function namesOf(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ')
}
