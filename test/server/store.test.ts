import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import {share as publish} from '../../src/index.js'
import {pollUntil} from '../client/poll-until.js'
import {root} from '../support/case.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

/** A world with a store of OpenCode, and the id of a session in it that has subagents and todos. */
async function makeWorldWithStore() {
  const world = await makeServeWorld()
  const file = path.join(world.home, 'opencode.db')
  await fs.copy(path.join(root, 'fixtures/sources/opencode.db'), file)
  const open = () => new Database(file)
  const store = open()
  const ask =
    'SELECT parent_id AS id FROM session WHERE parent_id IN (SELECT id FROM session) LIMIT 1'
  const {id} = store.prepare(ask).get() as {id: string} // A column of a table that we made.
  store
    .prepare('INSERT OR REPLACE INTO todo VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(id, 'Look at the till', 'pending', 'high', 0, 1, 1)
  store.close()
  return {...world, file, open, id}
}

/** What a client of a session of the store sends: only that there is something. */
function news(id: string) {
  return smallSession(id, 'An answer that the store does not have.', 1)
}

async function pageWith(url: string, text: string): Promise<string> {
  return await pollUntil(`${url} has "${text}"`, async () => {
    const page = await (await fetch(`${url}session.md`)).text()
    return page.includes(text) ? page : undefined
  })
}

describe('a session that the store of this machine has', () => {
  it('has its todos and subagents on the page, and nothing that the store does not have', async () => {
    const {start, file, id} = await makeWorldWithStore()
    const {url: base} = await start({source: file})
    const share = await create(base, id)
    await sync(base, share, news(id))
    const page = await pageWith(share.url, 'Look at the till')
    expect(page).toMatch(/subagent/i)
    expect(page).not.toContain('An answer that the store does not have.')
  })

  it('gives no items out that are not on the page any more', async () => {
    const {start, file, id, state, options} = await makeWorldWithStore()
    const {url: base} = await start({source: file})
    const share = await create(base, id)
    await pageWith(share.url, 'Look at the till')
    const data = () => ask(base, 'GET', `/api/share/${share.id}/data`)
    await pollUntil('its items', async () => (await data()).status === 200)
    // Somebody at the machine publishes less of it, under the same link.
    const less = {...options, state, source: file, yes: true}
    expect(await publish(id, {...less, exclude: ['tool-output']})).toMatchObject({
      shareID: share.id,
    })
    expect((await data()).status).toBe(404)
    expect(await publish(id, less)).toMatchObject({shareID: share.id})
    expect((await data()).status).toBe(200)
  })

  it('is shown and followed though its client sends nothing, as one that ends too early', async () => {
    const {start, file, open, id} = await makeWorldWithStore()
    const {url: base} = await start({source: file})
    const share = await create(base, id)
    await pageWith(share.url, 'Look at the till')
    const store = open()
    const change = 'UPDATE session SET title = ?, time_updated = time_updated + 1 WHERE id = ?'
    store.prepare(change).run('Another title', id)
    store.close()
    await pageWith(share.url, 'Another title')
  })

  it('counts as its client sends it where the client is ahead', async () => {
    const {start, file, id} = await makeWorldWithStore()
    const {url: base} = await start({source: file})
    const share = await create(base, id)
    await sync(base, share, smallSession(id, 'Made on another machine.', 9_000_000_000_000))
    await pageWith(share.url, 'Made on another machine.')
  })

  it('is taken down when it was deleted by another process', async () => {
    const {start, file, open, id} = await makeWorldWithStore()
    const {url: base, log} = await start({source: file})
    const share = await create(base, id)
    await sync(base, share, news(id))
    await pageWith(share.url, 'Look at the till')
    await pollUntil('it is published', async () =>
      log.some((line) => line.includes('published at')),
    )
    const store = open()
    store.prepare('DELETE FROM session WHERE id = ?').run(id)
    store.close()
    await pollUntil('it is gone', async () => (await fetch(share.url)).status === 404)
    expect(log.join('\n')).toContain('its session was deleted')
    expect((await sync(base, share, news(id))).status).toBe(404)
  })

  it('stays where the store itself goes away, or another comes into its place', async () => {
    const {start, file, id, home} = await makeWorldWithStore()
    const {url: base, log} = await start({source: file})
    const share = await create(base, id)
    await sync(base, share, news(id))
    await pollUntil('it is published', async () =>
      log.some((line) => line.includes('published at')),
    )
    await fs.move(file, path.join(home, 'away.db'))
    // Another session, published after that, tells that some looks were taken meanwhile.
    const other = await create(base, 'ses_dfd2a3beaffehe7PEF2RF05ANK')
    await sync(base, other, smallSession('ses_dfd2a3beaffehe7PEF2RF05ANK'))
    await pageWith(other.url, 'An answer.')
    const fresh = new Database(file)
    fresh.exec(
      'CREATE TABLE session (id TEXT PRIMARY KEY, parent_id TEXT, title TEXT, directory TEXT, time_created INT, time_updated INT)',
    )
    fresh.close()
    for (const answer of ['Once more.', 'And again.', 'The last.']) {
      await sync(base, other, smallSession('ses_dfd2a3beaffehe7PEF2RF05ANK', answer, 5_000))
      await pageWith(other.url, answer)
    }
    expect((await fetch(share.url)).status).toBe(200)
  })
})
