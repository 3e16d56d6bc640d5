import {SessionpressError} from '../../errors.js'
import {type JsonObject, numberOf} from '../../session/json.js'
import {flatSessionColumns, sessionColumns} from './database-rows.js'
import {explainSqlite, type Sqlite} from './sqlite.js'

/** A database of OpenCode with what is known of its tables. */
export interface Store {
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

/**
 * Looks which tables and columns this version of the store has.
 *
 * @throws SessionpressError `SOURCE_TOO_NEW`, `SESSION_FORMAT_UNKNOWN`
 */
export function inspect(sqlite: Sqlite, file: string): Store {
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

/** Every row of a table with what a list shows of it. */
export function selectSummaries(store: Store, table: string): JsonObject[] {
  const known = store.columns.get(table) ?? []
  const columns = known.filter((name) => summaryColumns.has(name))
  return columns.length === 0 ? [] : store.sqlite.all(`SELECT ${namesOf(columns)} FROM "${table}"`)
}

/** Rows of a table, none where the table or the column to look in does not exist. */
export function select(store: Store, table: string, column: string, value: string): JsonObject[] {
  const columns = store.columns.get(table) ?? []
  if (!columns.includes(column)) return []
  const sql = `SELECT ${namesOf(columns)} FROM "${table}" WHERE "${column}" = ?`
  return store.sqlite.all(sql, value)
}

/** The same one after another, of a session, each with the number of its row. */
export function eachRow(store: Store, table: string, sessionID: string): Iterable<JsonObject> {
  const columns = store.columns.get(table) ?? []
  if (!columns.includes('session_id')) return []
  const sql = `SELECT rowid AS row, ${namesOf(columns)} FROM "${table}" WHERE "session_id" = ?`
  return store.sqlite.each(sql, sessionID)
}

/**
 * The row of a table that has a number.
 *
 * @throws SessionpressError `SOURCE_CORRUPT`, `SESSION_UNREADABLE`
 */
export function rowAt(store: Store, table: string, row: number): JsonObject {
  const columns = store.columns.get(table) ?? []
  const sql = `SELECT ${namesOf(columns)} FROM "${table}" WHERE rowid = ?`
  try {
    return store.sqlite.first(sql, row) ?? {}
  } catch (error) {
    throw explainSqlite(error, store.file)
  }
}

/** Bytes of what the rows of a session hold. */
export function sizeOfRows(store: Store, table: string, sessionID: string): number {
  if (!store.columns.get(table)?.includes('session_id')) return 0
  const sql = `SELECT total(octet_length("data")) AS size FROM "${table}" WHERE "session_id" = ?`
  return numberOf(store.sqlite.all(sql, sessionID)[0]?.size) ?? 0
}

function namesOf(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ')
}
