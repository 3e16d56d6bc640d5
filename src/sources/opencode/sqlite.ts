import path from 'node:path'
import {pathToFileURL} from 'node:url'
import type Libsql from 'libsql'
import {SessionpressError} from '../../errors.js'
import {isObject, type JsonObject} from '../../session/json.js'
import {copyStore} from './copy-store.js'

/** A SQLite file that is read and never written. */
export interface Sqlite {
  /** Every row, with the columns that the statement names. */
  all(sql: string, ...parameters: (string | number)[]): JsonObject[]
  /**
   * The first row; nothing where there is none. For rows that are asked for one by one: what `all` leaves
   * behind goes only when the program waits for something.
   */
  first(sql: string, ...parameters: (string | number)[]): JsonObject | undefined
  /** The same as `all`, one row after another. */
  each(sql: string, ...parameters: (string | number)[]): Iterable<JsonObject>
  /** Runs the reads in one transaction, so that all of them see one moment. */
  snapshot<Result>(read: () => Result): Result
  /** Let all reads from now on see this moment, until it is closed. */
  hold(): void
  close(): Promise<void>
}

/** How long a writer that shuts everybody out is waited for, in milliseconds. */
const busyTimeout = 2000

/**
 * Opens a database that its owner may be writing to.
 *
 * `file:…?mode=ro` sees rows in the WAL and leaves database and WAL as they are;
 * libsql's own `readonly` option was seen to write. In a folder where SQLite may
 * not create its `-shm` file, a copy is read.
 *
 * @throws SessionpressError `SOURCE_LOCKED`, `SOURCE_CORRUPT`, `SESSION_UNREADABLE`
 */
export async function openSqlite(file: string): Promise<Sqlite> {
  // Loaded here: it is a native library that most commands do not need.
  const {default: Database} = await import('libsql')
  try {
    return connect(Database, file, file, async () => {})
  } catch (error) {
    if (!isUnopenable(error)) throw explainSqlite(error, file)
  }
  const folder = await copyStore(file)
  try {
    return connect(Database, path.join(folder.path, 'copy.db'), file, folder.remove)
  } catch (error) {
    await folder.remove()
    throw explainSqlite(error, file)
  }
}

/** The error of a read, in our words. Anything that is not SQLite's is thrown on as it is. */
export function explainSqlite(error: unknown, file: string): unknown {
  if (error instanceof SessionpressError || !(error instanceof Error)) return error
  const code = codeOf(error)
  if (/BUSY|LOCKED/.test(code)) {
    return new SessionpressError('SOURCE_LOCKED', `Another program has locked \`${file}\`.`, {
      hint: 'Try again when OpenCode has finished what it is doing.',
      cause: error,
    })
  }
  if (/CORRUPT|NOTADB|IOERR/.test(code)) {
    return new SessionpressError('SOURCE_CORRUPT', `\`${file}\` is damaged: ${error.message}.`, {
      hint: 'Restore a backup, or salvage it with `sqlite3 FILE ".recover"`.',
      cause: error,
    })
  }
  if (code === '' && !isUnopenable(error)) return error
  return new SessionpressError('SESSION_UNREADABLE', `Cannot read \`${file}\`: ${error.message}.`, {
    hint: 'Check that you may read the file.',
    cause: error,
  })
}

/** @param name What the database is called when something is wrong with it. */
function connect(
  Database: typeof Libsql,
  file: string,
  name: string,
  release: () => Promise<void>,
): Sqlite {
  // The address keeps `?`, `#` and `%` of a path apart from the option.
  const url = `${pathToFileURL(file).href.replace(/^file:\/\//, 'file:')}?mode=ro`
  const database = new Database(url, {timeout: busyTimeout})
  const statements = new Map<string, Libsql.Statement>()
  try {
    all('SELECT name FROM sqlite_master LIMIT 1')
  } catch (error) {
    database.close()
    throw error
  }
  return {all, first, each, snapshot, hold, close}

  function all(sql: string, ...parameters: (string | number)[]): JsonObject[] {
    return database
      .prepare(sql)
      .all(...parameters)
      .filter(isObject)
  }

  function first(sql: string, ...parameters: (string | number)[]): JsonObject | undefined {
    const row: unknown = prepared(sql).get(...parameters)
    return isObject(row) ? row : undefined
  }

  function* each(sql: string, ...parameters: (string | number)[]): Generator<JsonObject> {
    try {
      for (const row of database.prepare(sql).iterate(...parameters)) if (isObject(row)) yield row
    } catch (error) {
      throw explainSqlite(error, name)
    }
  }

  function prepared(sql: string): Libsql.Statement {
    const statement = statements.get(sql) ?? database.prepare(sql)
    statements.set(sql, statement)
    return statement
  }

  function hold(): void {
    try {
      database.exec('BEGIN')
      all('SELECT name FROM sqlite_master LIMIT 1')
    } catch (error) {
      throw explainSqlite(error, name)
    }
  }

  function snapshot<Result>(read: () => Result): Result {
    try {
      database.exec('BEGIN')
      return read()
    } catch (error) {
      throw explainSqlite(error, name)
    } finally {
      // An error may have ended the transaction, and must not be hidden behind another.
      if (database.inTransaction) database.exec('ROLLBACK')
    }
  }

  async function close(): Promise<void> {
    // Statements that are still known would keep it open.
    statements.clear()
    if (database.open && database.inTransaction) database.exec('ROLLBACK')
    database.close()
    await release()
  }
}

function isUnopenable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  // libsql reports a failed `sqlite3_open` as text with SQLite's number 14.
  return /CANTOPEN|READONLY|PERM/.test(codeOf(error)) || /ConnectionFailed/.test(error.message)
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}
