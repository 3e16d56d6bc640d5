import {spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {once} from 'node:events'
import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {expect, it, onTestFinished} from 'vitest'
import {loadNative, openSource} from '../../src/sources/registry.js'
import {temporaryFolder} from '../support/case.js'
import {changedStore, copyOfStore, exported, failureOf, fixtures, ids, world} from './world.js'

const newID = 'ses_flat0000000000000000000001'

it('reads the same session as the export has', async () => {
  const file = await copyOfStore()
  const stored = await loadNative(ids.feature, {source: file}, world())
  const plain = await loadNative('exports/feature.json', {}, world())
  expect(stored.info).toEqual(plain.info)
  expect(stored.messages).toEqual(plain.messages)
})

it('brings todos in their order', async () => {
  const native = await loadNative(ids.feature, {source: await copyOfStore()}, world())
  const todos = await fs.readJson(path.join(fixtures, 'http/feature.todo.json'))
  expect(native.todos).toEqual(todos)
})

it('brings the sessions of subagents, which no longer count as missing', async () => {
  const native = await loadNative(ids.subagents, {source: await copyOfStore()}, world())
  expect(native.children.map(({messages}) => messages.length)).toEqual([6, 4, 3])
  expect(native.remarks).toEqual([])
})

it('lists newest first, subagents with their parent', async () => {
  const source = await openSource(await copyOfStore(), world())
  const summaries = await source.list()
  await source.close()
  const times = summaries.map(({updated}) => updated ?? 0)
  expect(times).toEqual([...times].sort((a, b) => b - a))
  expect(summaries.filter(({parentID}) => parentID === ids.subagents)).toHaveLength(3)
})

it('leaves database and WAL as they are', async () => {
  const file = await copyOfStore()
  await withWriter(file, 'once', async () => {
    const before = await hashes(file)
    const native = await loadNative(ids.reverted, {source: file}, world())
    expect(native.info.title).toBe('fresh 1')
    expect(await hashes(file)).toEqual(before)
  })
})

it('sees rows in the WAL that was left by a killed program', async () => {
  const file = await copyOfStore()
  await withWriter(file, 'once', async () => {})
  expect((await fs.stat(`${file}-wal`)).size).toBeGreaterThan(0)
  const before = await hashes(file)
  const native = await loadNative(ids.reverted, {source: file}, world())
  expect(native.info.title).toBe('fresh 1')
  expect(await hashes(file)).toEqual(before)
})

it('sees one moment while another program writes', async () => {
  const file = await copyOfStore()
  const recorded = exported('reverted').messages.length
  await withWriter(file, 'always', async () => {
    const source = await openSource(file, world())
    const counts = new Set<number>()
    for (let round = 0; round < 30; round++) {
      const {info, messages} = await source.load(ids.reverted)
      const fresh = messages.length - recorded
      expect(info.title).toBe(`fresh ${fresh}`)
      expect(JSON.stringify(messages.at(-1))).toContain(`fresh ${fresh}`)
      counts.add(fresh)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await source.close()
    expect(counts.size).toBeGreaterThan(3)
  })
})

it('reads a copy where SQLite may not make a file of its own', async () => {
  const file = await copyOfStore()
  await withWriter(file, 'once', async () => {})
  await fs.remove(`${file}-shm`)
  for (const name of [file, `${file}-wal`]) await fs.chmod(name, 0o444)
  await fs.chmod(path.dirname(file), 0o555)
  const restore = becomeNobody()
  try {
    const native = await loadNative(ids.reverted, {source: file}, world())
    expect(native.info.title).toBe('fresh 1')
    expect(await fs.pathExists(`${file}-shm`)).toBe(false)
  } finally {
    restore()
    await fs.chmod(path.dirname(file), 0o755)
  }
})

it('names the real file when its copy is damaged', async () => {
  const file = await copyOfStore()
  const bytes = await fs.readFile(file)
  bytes.fill(0xa5, 8192)
  await fs.writeFile(file, bytes)
  await fs.chmod(file, 0o444)
  await fs.chmod(path.dirname(file), 0o555)
  const restore = becomeNobody()
  try {
    const error = await failureOf(loadNative(ids.feature, {source: file}, world()))
    expect(error.message).toContain(file)
    expect(error.message).not.toContain('copy.db')
  } finally {
    restore()
    await fs.chmod(path.dirname(file), 0o755)
  }
})

it('reads a path with marks that mean something in an address', async () => {
  const file = path.join(await temporaryFolder(), 'a b?mode=rwc#%41.db')
  await fs.copy(path.join(fixtures, 'opencode.db'), file)
  const native = await loadNative(ids.feature, {source: file}, world())
  expect(native.messages).toHaveLength(17)
})

it('reads stores of clients that lacked some columns and tables', async () => {
  const file = await changedStore((database) => {
    for (const column of ['path', 'cost', 'metadata', 'agent', 'model', 'tokens_input']) {
      database.exec(`ALTER TABLE session DROP COLUMN ${column}`)
    }
    for (const table of ['todo', 'session_message', 'credential', 'account', 'event']) {
      database.exec(`DROP TABLE ${table}`)
    }
  })
  const native = await loadNative(ids.feature, {source: file}, world())
  expect(native.messages).toHaveLength(17)
  expect(native.todos).toEqual([])
  expect(native.info).not.toHaveProperty('tokens')
})

it('needs no table that holds secrets', async () => {
  const secret = ['credential', 'account', 'account_state', 'control_account', 'session_share']
  const file = await changedStore((database) => {
    database.exec('PRAGMA foreign_keys = OFF')
    for (const table of [...secret, 'event', 'event_sequence']) {
      database.exec(`DROP TABLE ${table}`)
    }
  })
  const whole = await copyOfStore()
  for (const id of Object.values(ids)) {
    const native = await loadNative(id, {source: file}, world())
    expect(native).toEqual(await loadNative(id, {source: whole}, world()))
  }
})

it('reads no column that it does not name', async () => {
  const file = await changedStore((database) => {
    for (const table of ['session', 'message', 'part', 'todo']) {
      database.exec(`ALTER TABLE ${table} ADD COLUMN later TEXT DEFAULT 'said by a later version'`)
    }
  })
  const native = await loadNative(ids.feature, {source: file}, world())
  expect(JSON.stringify(native)).not.toContain('said by a later version')
})

it('skips rows that are no JSON, and counts them', async () => {
  const file = await changedStore((database) => {
    const damage =
      'UPDATE part SET data = substr(data, 1, 20) WHERE id IN (SELECT id FROM part WHERE session_id = ? LIMIT 2)'
    database.prepare(damage).run(ids.feature)
    database.prepare("UPDATE session SET model = '{' WHERE id = ?").run(ids.feature)
  })
  const native = await loadNative(ids.feature, {source: file}, world())
  expect(native.messages).toHaveLength(17)
  expect(native.remarks).toEqual([
    {type: 'unreadable-parts', text: '2 pieces of the session could not be read and are left out.'},
  ])
})

it('keeps the parts of a message that is no JSON', async () => {
  const file = await changedStore((database) => {
    database.prepare("UPDATE message SET data = '{' WHERE session_id = ?").run(ids.reverted)
  })
  const native = await loadNative(ids.reverted, {source: file}, world())
  expect(native.messages).toHaveLength(exported('reverted').messages.length)
  expect(native.remarks.map(({type}) => type)).toEqual(['unreadable-parts'])
})

it('keeps subagents that were made in one moment in the order of their ids', async () => {
  const file = await changedStore((database) => {
    database.exec('PRAGMA foreign_keys = OFF')
    const adopt = database.prepare(
      'UPDATE session SET id = ?, parent_id = ?, time_created = 1 WHERE id = ?',
    )
    const children = database
      .prepare('SELECT id FROM session WHERE parent_id = ? ORDER BY rowid')
      .all(ids.subagents) as {id: string}[] // Rows have the columns that were asked for.
    for (const [index, {id}] of children.entries()) {
      adopt.run(`ses_${9 - index}`, ids.subagents, id)
    }
  })
  const native = await loadNative(ids.subagents, {source: file}, world())
  expect(native.children.map(({info}) => info.id)).toEqual(['ses_7', 'ses_8', 'ses_9'])
})

it('survives sessions that are their own ancestors', async () => {
  const file = await changedStore((database) => {
    const adopt = database.prepare('UPDATE session SET parent_id = ? WHERE id = ?')
    adopt.run(ids.feature, ids.reverted)
    adopt.run(ids.reverted, ids.feature)
    adopt.run(ids.subagents, ids.subagents)
  })
  const native = await loadNative(ids.feature, {source: file}, world())
  expect(native.children.map(({info}) => info.id)).toEqual([ids.reverted])
  expect(native.children[0]?.children).toEqual([])
  const own = await loadNative(ids.subagents, {source: file}, world())
  expect(own.children).toHaveLength(3)
})

it('reads sessions of 2.x by sequence', async () => {
  const file = await changedStore((database) => {
    database.exec(
      'CREATE TABLE session_v2 (id TEXT, project_id TEXT, parent_id TEXT, title TEXT, agent TEXT, model TEXT, directory TEXT, cost REAL, tokens_input INTEGER, time_created INTEGER, time_updated INTEGER)',
    )
    database
      .prepare('INSERT INTO session_v2 VALUES (?, ?, NULL, ?, ?, ?, ?, 0.5, 7, 1, 2)')
      .run(newID, 'p', 'Flat', 'build', '{"id":"m","providerID":"q"}', '/home/dev/acme-shop')
    database.exec('PRAGMA foreign_keys = OFF')
    const insert = database.prepare('INSERT INTO session_message VALUES (?, ?, ?, ?, ?, ?, ?)')
    insert.run('msg_b', newID, 'assistant', 2, 9, 9, '{"content":[{"type":"text","text":"yes"}]}')
    insert.run('msg_a', newID, 'user', 1, 8, 8, '{"text":"hello","time":{"created":8}}')
  })
  const native = await loadNative(newID, {source: file}, world())
  expect(native.format).toBe('opencode-2')
  expect(native.info).toMatchObject({
    title: 'Flat',
    location: {directory: '/home/dev/acme-shop'},
    model: {id: 'm', providerID: 'q'},
    time: {created: 1, updated: 2},
  })
  expect(native.messages).toEqual([
    {id: 'msg_a', type: 'user', text: 'hello', time: {created: 8}},
    {id: 'msg_b', type: 'assistant', content: [{type: 'text', text: 'yes'}], time: {created: 9}},
  ])
})

it('refuses a store that another program has locked', async () => {
  const file = await copyOfStore()
  await withWriter(file, 'exclusive', async () => {
    const error = await failureOf(loadNative(ids.feature, {source: file}, world()))
    expect(error.code).toBe('SOURCE_LOCKED')
  })
})

it('refuses a damaged store', async () => {
  const file = await copyOfStore()
  const bytes = await fs.readFile(file)
  bytes.fill(0xa5, 4096)
  await fs.writeFile(file, bytes)
  expect((await failureOf(loadNative(ids.feature, {source: file}, world()))).code).toBe(
    'SOURCE_CORRUPT',
  )
  const data = await temporaryFolder()
  await fs.outputFile(path.join(data, 'opencode/opencode.db'), 'this is no database')
  const own = world({env: {XDG_DATA_HOME: data}})
  expect((await failureOf(openSource(undefined, own))).code).toBe('SOURCE_CORRUPT')
})

it('tells by its content, not by its name, what a file is', async () => {
  const folder = await temporaryFolder()
  const [text, empty, other] = ['text.db', 'empty.sqlite', 'session.json'].map((name) =>
    path.join(folder, name),
  ) as [string, string, string] // Three names give three paths.
  await fs.copy(path.join(fixtures, 'exports/feature.json'), text)
  await fs.writeFile(empty, '')
  await fs.copy(path.join(fixtures, 'opencode.db'), other)
  expect((await loadNative(undefined, {source: text}, world())).info.id).toBe(ids.feature)
  expect((await failureOf(openSource(empty, world()))).code).toBe('SESSION_NOT_JSON')
  expect((await loadNative(ids.feature, {source: other}, world())).info.id).toBe(ids.feature)
})

it('refuses a store newer than it knows, and other programs’ databases', async () => {
  const newer = await changedStore((database) => {
    database.exec('ALTER TABLE session RENAME TO session_v9')
    database.exec('ALTER TABLE part RENAME COLUMN data TO body')
  })
  expect((await failureOf(openSource(newer, world()))).code).toBe('SOURCE_TOO_NEW')
  const other = path.join(await temporaryFolder(), 'other.db')
  const database = new Database(other)
  database.exec('CREATE TABLE ItemTable (key TEXT, value TEXT)')
  database.close()
  expect((await failureOf(openSource(other, world()))).code).toBe('SESSION_FORMAT_UNKNOWN')
})

it('refuses a session without messages, and one that is not there', async () => {
  const file = await copyOfStore()
  const empty = String(exported('empty').info.id)
  expect((await failureOf(loadNative(empty, {source: file}, world()))).code).toBe('SESSION_EMPTY')
  const source = await openSource(file, world())
  expect((await failureOf(source.load('ses_nope'))).code).toBe('SESSION_NOT_FOUND')
  await source.close()
})

async function hashes(file: string): Promise<string[]> {
  const files = await Promise.all([file, `${file}-wal`].map((name) => fs.readFile(name)))
  return files.map((bytes) => createHash('sha256').update(bytes).digest('hex'))
}

async function withWriter(file: string, mode: string, run: () => Promise<void>): Promise<void> {
  const writer = spawn(process.execPath, ['test/sources/writer.mjs', file, mode], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => {
    writer.kill('SIGKILL')
  })
  await once(writer.stdout, 'data')
  await run()
  writer.kill('SIGKILL')
  await once(writer, 'exit')
}

/** Root may write everywhere, so it steps down for a moment. */
function becomeNobody(): () => void {
  if (process.geteuid?.() !== 0) return () => {}
  process.seteuid?.(65534)
  return () => process.seteuid?.(0)
}
