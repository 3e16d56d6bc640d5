import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {expect, it, onTestFinished} from 'vitest'
import {pollUntil} from '../client/poll-until.js'
import {command, createWorld} from '../commands/run-command.js'
import {freePort} from '../support/free-port.js'
import {serveFolder} from '../support/static-server.js'
import {ask, create, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'

/** The built command on one port, which can be killed and started again. */
async function setup() {
  const world = await createWorld()
  const folder = path.join(world.project, 'public')
  await fs.ensureDir(folder)
  const site = await serveFolder(folder)
  onTestFinished(site.close)
  await fs.writeJson(path.join(world.project, 'sessionpress.json'), {
    targets: {site: {type: 'directory', path: './public', url: site.url}},
  })
  const port = await freePort()
  let child: ChildProcess | undefined
  onTestFinished(() => void child?.kill('SIGKILL'))

  async function start() {
    const parameters = [command, 'serve', '--port', String(port), '--json']
    child = spawn(process.execPath, parameters, {cwd: world.project, env: world.env})
    const [line] = (await once(child.stdout ?? child, 'data')) as [Buffer]
    return String(JSON.parse(line.toString()).url)
  }

  async function end(signal: NodeJS.Signals) {
    const ended = once(child as ChildProcess, 'exit')
    child?.kill(signal)
    return (await ended) as [number | null, NodeJS.Signals | null]
  }

  return {...world, folder, start, end}
}

async function pageWith(url: string, text: string): Promise<string> {
  return await pollUntil(`${url} has "${text}"`, async () => {
    const page = await (await fetch(url)).text()
    return page.includes(text) ? page : undefined
  })
}

it('killed after create and started again, it takes the sync', async () => {
  const {start, end} = await setup()
  const base = await start()
  const share = await create(base, sessionID)
  await end('SIGKILL')
  await start()
  expect((await sync(base, share, smallSession(sessionID))).status).toBe(200)
  await pageWith(share.url, 'An answer.')
})

it('killed after a sync was answered and started again, it publishes what had come', async () => {
  const {start, end} = await setup()
  const base = await start()
  const share = await create(base, sessionID)
  expect((await sync(base, share, smallSession(sessionID))).status).toBe(200)
  await end('SIGKILL')
  expect((await fetch(share.url)).status).toBe(404)
  await start()
  await pageWith(share.url, 'An answer.')
})

it('asked to end, it publishes what has come first, and ends well', async () => {
  const {start, end, folder} = await setup()
  const base = await start()
  const share = await create(base, sessionID)
  await sync(base, share, smallSession(sessionID))
  expect(await end('SIGTERM')).toEqual([0, null])
  const page = await fs.readFile(path.join(folder, share.id, 'index.html'), 'utf8')
  expect(page).toContain('An answer.')
})

it('tells what it cannot listen on, and a target that is none', async () => {
  const {start, run, project} = await setup()
  const base = await start()
  const {port} = new URL(base)
  const taken = await run('serve', '--port', port)
  expect(taken).toMatchObject({status: 1, stdout: ''})
  expect(taken.stderr).toContain('[SERVE_PORT_TAKEN]')
  const open = await run('serve', '--host', '0.0.0.0', '--port', '0')
  expect(open).toMatchObject({status: 2, stdout: ''})
  expect(open.stderr).toContain('SESSIONPRESS_SERVE_TOKEN')
  expect((await run('serve', '--to', 'nowhere')).status).toBe(2)
  await fs.remove(path.join(project, 'sessionpress.json'))
  const unconfigured = await run('serve', '--port', '0')
  expect(unconfigured.stderr).toContain('[TARGET_UNCONFIGURED]')
  expect(unconfigured.stderr).toContain('Run `sessionpress serve --to ./public`.')
  expect((await ask(base, 'GET', '/doc')).status).toBe(200)
})
