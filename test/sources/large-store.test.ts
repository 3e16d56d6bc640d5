import Database from 'libsql'
import {describe, expect, it, onTestFinished} from 'vitest'
import type {NativeSession} from '../../src/session/native.js'
import {loadNative, openSource} from '../../src/sources/registry.js'
import {changedStore, copyOfStore, ids, world} from './world.js'

describe('a session of a store that is larger than what may be read at once', () => {
  it('is what it is when it is read at once, whichever it is', async () => {
    const file = await copyOfStore()
    const source = await openSource(file, world())
    const summaries = await source.list()
    await source.close()
    const used = summaries.filter(({title}) => !/^New session/.test(title))
    expect(used.length).toBeGreaterThan(3)
    for (const {id} of used) await expectSame(id, file)
  })

  it('is what it is with rows that are damaged, and parts without a message', async () => {
    const file = await changedStore((database) => {
      database.exec('PRAGMA foreign_keys = OFF')
      const some = 'SELECT id FROM part WHERE session_id = ? ORDER BY id LIMIT 3'
      const parts = database.prepare(some).all(ids.feature) as {id: string}[] // Rows of that shape.
      const [first, second, third] = parts.map(({id}) => id)
      database.prepare("UPDATE part SET data = '{' WHERE id = ?").run(first)
      database.prepare("UPDATE part SET data = '7' WHERE id = ?").run(second)
      database.prepare("UPDATE part SET message_id = 'msg_gone' WHERE id = ?").run(third)
      database
        .prepare(
          "UPDATE message SET data = 'x' WHERE id = (SELECT min(id) FROM message WHERE session_id = ?)",
        )
        .run(ids.feature)
    })
    const {session} = await expectSame(ids.feature, file)
    expect(session.remarks[0]?.text).toContain('3 pieces')
  })

  it('is what it is in 2.x', async () => {
    const file = await changedStore((database) => {
      database.exec(
        'CREATE TABLE session_v2 (id TEXT, title TEXT, directory TEXT, time_created INTEGER)',
      )
      database.prepare("INSERT INTO session_v2 VALUES (?, 'Flat', '/home/dev/shop', 1)").run(flatID)
      database.exec('PRAGMA foreign_keys = OFF')
      const insert = database.prepare('INSERT INTO session_message VALUES (?, ?, ?, ?, ?, ?, ?)')
      const answer = '{"content":[{"type":"text","text":"yes"}]}'
      insert.run('msg_b', flatID, 'assistant', 2, 9, 9, answer)
      insert.run('msg_a', flatID, 'user', 1, 8, 8, '{"text":"hello","time":{"created":8}}')
      insert.run('msg_c', flatID, 'assistant', 3, 9, 9, 'damaged')
    })
    const {session} = await expectSame(flatID, file)
    expect(session.messages.map(({id}) => id)).toEqual(['msg_a', 'msg_b'])
    expect(session.remarks[0]?.text).toContain('1 piece')
  })

  it('stays what it was while somebody writes, until it is released', async () => {
    const file = await copyOfStore()
    const before = await loadNative(ids.feature, {source: file}, world())
    const native = await loadNative(ids.feature, {source: file}, world({memory: 0}))
    const database = new Database(file)
    database.exec("UPDATE part SET data = '{}'; DELETE FROM message WHERE id > 'msg_'")
    database.close()
    expect([...native.messages]).toEqual(before.messages)
    await native.release?.()
    expect(() => native.messages[0]).toThrow()
  })
})

const flatID = 'ses_flat00000000000000000000001'

async function expectSame(id: string, source: string) {
  const native = await loadNative(id, {source}, world({memory: 0}))
  onTestFinished(async () => native.release?.())
  expect(native.release).toBeDefined()
  const session = heldWhole(native)
  expect(session).toEqual(await loadNative(id, {source}, world()))
  return {session}
}

/** A copy of a session whose messages are all in memory. */
function heldWhole({release: _, ...native}: NativeSession): NativeSession {
  return {...native, messages: [...native.messages], children: native.children.map(heldWhole)}
}
