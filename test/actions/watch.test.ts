import http from 'node:http'
import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {expect, it, onTestFinished, vi} from 'vitest'
import {initOpenCode} from '../../src/actions/init-opencode.js'
import {list} from '../../src/actions/list.js'
import {share} from '../../src/actions/share.js'
import {type WatchOptions, watch} from '../../src/actions/watch.js'
import {recorded} from '../sources/answer-server.js'
import {failureOf, ids} from '../sources/world.js'
import {freePort} from '../support/free-port.js'
import {makeWorld} from './world.js'

/** A project whose sessions lie in a real store, and what a watch of it tells. */
async function makeWatchWorld() {
  const {home, cwd, publicFolder, options} = await makeWorld()
  const {surroundings, state} = options
  const store = path.join(home, 'opencode.db')
  await fs.copy(path.resolve('fixtures/sources/opencode.db'), store)
  write('UPDATE session SET directory = ?', cwd)
  await fs.writeJson(path.join(cwd, 'sessionpress.json'), {
    share: 'auto',
    target: 'site',
    targets: {site: {type: 'directory', path: './public'}},
  })
  await initOpenCode({surroundings, state})
  const told: string[] = []
  const tell = (line: string) => void told.push(line)
  return {
    ...{cwd, publicFolder, surroundings, state, store, told, write},
    shares: () => list({surroundings, state}),
    async start(more: WatchOptions = {}) {
      const watching = await watch({
        ...{surroundings, state, source: store, interval: 20, calm: 20},
        onShared: ({sessionID}, isNew) => tell(`${isNew ? 'shared' : 'updated'} ${sessionID}`),
        onTakenDown: ({sessionID}) => tell(`taken down ${sessionID}`),
        onFailed: (sessionID, error) => tell(`failed ${sessionID} ${error}`),
        onProblem: (error) => tell(`problem ${error}`),
        ...more,
      })
      onTestFinished(() => watching.close())
      return watching
    },
    hears: (line: string) =>
      vi.waitFor(() => expect(told.join('\n')).toContain(line), {timeout: 30_000}),
  }

  function write(sql: string, ...values: (string | number)[]): void {
    const database = new Database(store)
    database.prepare(sql).run(...values)
    database.close()
  }
}

const touched = 'UPDATE session SET time_updated = ? WHERE id = ?'
/** Later than everything that was recorded. */
let later = Date.UTC(2027, 0, 1)

it('shares what changes from now on, and brings up to date what is shared', async () => {
  const {start, write, told, hears, shares} = await makeWatchWorld()
  await start()
  // The first look is over once a second one has seen a change.
  await vi.waitFor(
    async () => {
      write(touched, later++, ids.feature)
      await hearsSoon(told, `shared ${ids.feature}`)
    },
    {timeout: 30_000},
  )
  expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.feature])
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later++, ids.feature)
  await vi.waitFor(async () => expect((await shares()).map(({title}) => title)).toEqual(['New']), {
    timeout: 30_000,
  })
  // It is said when the page is there as well, a moment after the record.
  await hears(`updated ${ids.feature}`)
})

it('brings up to date what changed while nobody watched', async () => {
  const {start, write, hears, surroundings, state, store} = await makeWatchWorld()
  await share(ids.feature, {surroundings, state, source: store, yes: true})
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later, ids.feature)
  await start()
  await hears(`updated ${ids.feature}`)
})

it('is alone on a machine, until it ends', async () => {
  const {start} = await makeWatchWorld()
  const first = await start()
  expect((await failureOf(start())).code).toBe('LEDGER_LOCKED')
  await first.close()
  await (await start()).close()
})

it('takes down the page of a session that was deleted, and no other', async () => {
  const {start, write, hears, surroundings, state, store, shares} = await makeWatchWorld()
  for (const id of [ids.feature, ids.reverted]) {
    await share(id, {surroundings, state, source: store, yes: true})
  }
  // Behind, so that it says when it has looked.
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later, ids.feature)
  await start()
  await hears(`updated ${ids.feature}`)
  write('DELETE FROM session WHERE id = ?', ids.feature)
  await hears(`taken down ${ids.feature}`)
  expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.reverted])
})

it.each([
  ['is missing', (store: string) => fs.remove(store), 'SOURCE_NOT_FOUND|nothing at'],
  ['is no store any more', (store: string) => fs.writeFile(store, 'x'.repeat(5000)), ''],
])('takes nothing down because the store %s, and goes on when it is back', async (_why, harm) => {
  const {start, write, hears, told, surroundings, state, store, shares} = await makeWatchWorld()
  await share(ids.feature, {surroundings, state, source: store, yes: true})
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later, ids.feature)
  await start()
  await hears(`updated ${ids.feature}`)
  write('PRAGMA wal_checkpoint(TRUNCATE)')
  await fs.copy(store, `${store}.kept`)
  await harm(store)
  await hears('problem')
  expect(await shares()).toHaveLength(1)
  await fs.move(`${store}.kept`, store, {overwrite: true})
  const before = told.length
  await vi.waitFor(
    async () => {
      write(touched, later++, ids.reverted)
      await hearsSoon(told.slice(before), `shared ${ids.reverted}`)
    },
    {timeout: 30_000},
  )
  expect(await shares()).toHaveLength(2)
})

it('takes nothing down because the store is empty all at once', async () => {
  const {start, write, hears, surroundings, state, store, shares} = await makeWatchWorld()
  await share(ids.feature, {surroundings, state, source: store, yes: true})
  write('UPDATE session SET title = ?, time_updated = ? WHERE id = ?', 'New', later, ids.feature)
  await start()
  await hears(`updated ${ids.feature}`)
  write('DELETE FROM session')
  await hears('gone from the store at once')
  expect(await shares()).toHaveLength(1)
})

it('shares nothing of a project that nobody agreed for, and nothing of others', async () => {
  const {start, write, hears, cwd, publicFolder, told} = await makeWatchWorld()
  await fs.appendFile(path.join(cwd, 'sessionpress.json'), '// changed\n')
  write('UPDATE session SET directory = ? WHERE id = ?', '/elsewhere', ids.reverted)
  await start()
  await vi.waitFor(
    async () => {
      write(touched, later++, ids.reverted)
      write(touched, later++, ids.feature)
      await hearsSoon(told, `failed ${ids.feature}`)
    },
    {timeout: 30_000},
  )
  await hears('nobody has agreed')
  expect(told.join()).not.toContain(ids.reverted)
  expect(await fs.readdir(publicFolder)).toEqual([])
})

it('follows the events of a server, and finds it again after it was away', async () => {
  const {start, hears, cwd, shares} = await makeWatchWorld()
  const port = await freePort()
  const first = await serveEvents(port, cwd)
  await start({source: `http://127.0.0.1:${port}`})
  await first.connected
  first.tell({type: 'session.idle', properties: {sessionID: ids.feature}})
  await hears(`shared ${ids.feature}`)
  await first.close()
  await hears('problem')

  const second = await serveEvents(port, cwd)
  await second.connected
  second.tell({type: 'session.idle', properties: {sessionID: ids.reverted}})
  await hears(`shared ${ids.reverted}`)
  const info = {id: ids.feature, directory: cwd}
  second.tell({type: 'session.deleted', properties: {info}})
  await hears(`taken down ${ids.feature}`)
  expect((await shares()).map(({sessionID}) => sessionID)).toEqual([ids.reverted])
})

/** A server that answers as `opencode serve` was recorded, with a stream of events. */
async function serveEvents(port: number, cwd: string) {
  const streams: http.ServerResponse[] = []
  let connect = () => {}
  const connected = new Promise<void>((resolve) => {
    connect = resolve
  })
  const answer = recorded()
  const server = http.createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    if (url.pathname === '/global/event') {
      response.writeHead(200, {'content-type': 'text/event-stream'})
      streams.push(response)
      response.write(frame({type: 'server.connected', properties: {}}))
      connect()
      return
    }
    const {authorization} = request.headers
    const {status = 200, headers, body = ''} = answer({url, authorization}) ?? {status: 404}
    response.writeHead(status, {'content-type': 'application/json', ...headers})
    response.end(body.replaceAll('/home/dev/acme-shop', cwd))
  })
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  onTestFinished(() => (server.listening ? close() : undefined))
  return {
    connected,
    close,
    tell: (event: object) => streams.forEach((stream) => void stream.write(frame(event))),
  }
}

function frame(payload: object): string {
  return `data: ${JSON.stringify({directory: '/', payload})}\n\n`
}

async function hearsSoon(told: readonly string[], line: string): Promise<void> {
  await vi.waitFor(() => expect(told.join('\n')).toContain(line), {timeout: 3_000})
}
