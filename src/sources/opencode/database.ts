import {SessionpressError} from '../../errors.js'
import {type Json, numberOf, textOf} from '../../session/json.js'
import type {NativeSession, SessionSummary} from '../../session/native.js'
import {byNewest, summaryOf} from '../summary.js'
import type {Source, SourceContext} from '../types.js'
import {flatMessagesOf, messagesOf, storedFlatMessages, storedMessages} from './database-lists.js'
import {flatInfoOfRow, infoOfRow} from './database-rows.js'
import {inspect, type Store, select, selectSummaries, sizeOfRows} from './database-store.js'
import {emptySession, nativeOfRaw} from './native.js'
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
export async function database(
  file: string,
  {memory = Number.POSITIVE_INFINITY}: Pick<SourceContext, 'memory'> = {},
): Promise<Source> {
  const sqlite = await openSqlite(file)
  try {
    const store = sqlite.snapshot(() => inspect(sqlite, file))
    return {
      type: 'opencode-database',
      location: file,
      list: async () => sqlite.snapshot(() => list(store)),
      load: async (id) => {
        const isMeasured = memory < Number.POSITIVE_INFINITY
        const size = isMeasured ? sqlite.snapshot(() => sizeOf(store, id, new Set())) : 0
        if (size > memory) return await loadLarge(file, id)
        return trimSession(sqlite.snapshot(() => load(store, id, newLoading())))
      },
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

/** A session that is read row by row, from a connection of its own, which sees one moment until it is released. */
async function loadLarge(file: string, id: string): Promise<NativeSession> {
  const sqlite = await openSqlite(file)
  try {
    sqlite.hold()
    const loading = {...newLoading(), isLarge: true}
    const native = trimSession(load(inspect(sqlite, file), id, loading))
    return {...native, release: () => sqlite.close()}
  } catch (error) {
    await sqlite.close()
    throw explainSqlite(error, file)
  }
}

/** Bytes of the messages of a session and of those below it. */
function sizeOf(store: Store, id: string, seen: Set<string>): number {
  seen.add(id)
  const tables = ['message', 'part', 'session_message']
  const own = tables.reduce((sum, table) => sum + sizeOfRows(store, table, id), 0)
  const children = childrenOf(store, id).filter((child) => !seen.has(child))
  return children.reduce((sum, child) => sum + sizeOf(store, child, seen), own)
}

/** How a session and those below it are loaded. */
interface Loading {
  /** Those that were, which breaks circles. */
  seen: Set<string>
  /** Whether messages stay in the store until they are asked for. */
  isLarge: boolean
}

function newLoading(): Loading {
  return {seen: new Set(), isLarge: false}
}

/** A session and, below it, those whose parent it is. */
function load(store: Store, id: string, loading: Loading): NativeSession {
  const {seen} = loading
  seen.add(id)
  const native = loadFlat(store, id, loading) ?? loadParted(store, id, loading)
  if (!native) {
    throw new SessionpressError('SESSION_NOT_FOUND', `There is no session \`${id}\`.`, {
      hint: 'Run `opencode session list` to see what there is.',
    })
  }
  if (seen.size === 1 && native.messages.length === 0) throw emptySession(`Session \`${id}\``)
  for (const child of childrenOf(store, id)) {
    if (!seen.has(child)) native.children.push(load(store, child, loading))
  }
  return native
}

function loadParted(store: Store, id: string, {isLarge}: Loading): NativeSession | undefined {
  const [row] = select(store, 'session', 'id', id)
  if (!row) return undefined
  const {messages, unreadable} = isLarge ? storedMessages(store, id) : messagesOf(store, id)
  const [info, todos] = [infoOfRow(row), todosOf(store, id)]
  return nativeOfRaw({info, messages, todos, unread: unreadable})
}

/** 2.x, when the session has messages there: its move from 1.x leaves the old rows behind. */
function loadFlat(store: Store, id: string, {isLarge}: Loading): NativeSession | undefined {
  const [row] = [...select(store, 'session_v2', 'id', id), ...select(store, 'session', 'id', id)]
  if (!row) return undefined
  const {messages, unreadable} = isLarge ? storedFlatMessages(store, id) : flatMessagesOf(store, id)
  if (messages.length + unreadable === 0) return undefined
  const [info, todos] = [flatInfoOfRow(row), todosOf(store, id)]
  return nativeOfRaw({info, messages, todos, unread: unreadable})
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
