import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import {createInterface} from 'node:readline'
import {setTimeout as sleep} from 'node:timers/promises'
import fs from 'fs-extra'
import {afterAll, beforeAll, expect, it, onTestFinished} from 'vitest'
import {openBucketLedger} from '../../src/ledger/s3/bucket-ledger.js'
import {command, createWorld} from '../commands/run-command.js'
import {serveFolder} from '../support/static-server.js'
import {makeBucket} from './s3-bucket.js'
import {type S3Server, startS3Server} from './s3-server.js'

/** How many sessions are shared at once. */
const many = Number(process.env.SERVED_SESSIONS ?? 200)
const instances = 6

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server?.stop())

interface Created {
  id: string
  url: string
  secret: string
}

it(`${instances} instances lose no item of ${many} sessions, make no second id and leave nothing`, async () => {
  const {state, env, open} = await makeState()
  const site = await makeSite()
  const servers = await Promise.all(
    Array.from({length: instances}, () => startInstance(state, env, site)),
  )
  let turn = 0
  /** One instance after another, as a balancer does it. */
  const ask = async (method: string, route: string, body?: object): Promise<unknown> => {
    const {url} = servers[turn++ % servers.length] ?? {}
    const response = await fetch(`${url}${route}`, {
      method,
      ...(body && {body: JSON.stringify(body), headers: {'content-type': 'application/json'}}),
    })
    const answer = await response.json()
    expect(answer).toEqual(response.ok ? expect.anything() : 'no refusal')
    return answer
  }

  const sessions = Array.from({length: many}, (_, index) => `ses_many${index}`)
  const shares = await Promise.all(
    sessions.map(async (sessionID) => {
      const creates = [1, 2].map(() => ask('POST', '/api/share', {sessionID}))
      // What `create` answers.
      const [one, other] = (await Promise.all(creates)) as [Created, Created]
      expect(other).toEqual(one)
      const sync = (data: object[]) =>
        ask('POST', `/api/share/${one.id}/sync`, {secret: one.secret, data})
      await sync(sessionItems(sessionID))
      await Promise.all([1, 2, 3].map((number) => sync([partItem(sessionID, number)])))
      return {...one, sessionID}
    }),
  )
  expect(new Set(shares.map(({id}) => id)).size).toBe(many)

  for (const {id, url, sessionID} of shares) {
    await untilShown(url, sessionID)
    // What is imported comes a moment after the page.
    const {url: any} = servers[turn++ % servers.length] ?? {}
    await untilShown(`${any}/api/share/${id}/data`, sessionID)
  }
  const published = servers.flatMap(({log}) => log.filter((line) => /published at/.test(line)))
  // Each instance that heard something may look once more; nobody publishes for each sync.
  expect(published.length).toBeGreaterThanOrEqual(many)
  expect(published.length).toBeLessThan(many * 4)
  const {records, damaged} = await open().list()
  expect(damaged).toEqual([])
  expect(records.map(({shareID}) => shareID).sort()).toEqual(shares.map(({id}) => id).sort())
  expect(records.filter(({state}) => state !== 'live')).toEqual([])

  await Promise.all(shares.map(({id, secret}) => ask('DELETE', `/api/share/${id}`, {secret})))
  for (const {url} of shares) expect((await fetch(url)).status).toBe(404)
  expect(await fs.readdir(site.folder)).toEqual([])
  const after = await open().list()
  expect(after.records.filter(({state}) => state !== 'removed')).toEqual([])
  expect(after.records).toHaveLength(many)
  await Promise.all(servers.map(({stop}) => stop()))
  // Whoever was at a share when it went has seen so by now.
  expect(await open().shelf.list('serve')).toEqual([])
  expect(await fs.readdir(site.folder)).toEqual([])
  expect(await open().audit.verify()).toBeUndefined()
  console.log(`serve: ${many} sessions, ${published.length} publications, 0 left`)
}, 900_000)

it('what an instance took in before it died is published by another', async () => {
  const {state, env, open} = await makeState()
  const site = await makeSite()
  const [first, second] = await Promise.all([1, 2].map(() => startInstance(state, env, site)))
  const sessionID = 'ses_ofOneThatDies'
  const send = async (route: string, body: object) => {
    const method = {method: 'POST', headers: {'content-type': 'application/json'}}
    const answer = await fetch(`${first?.url}${route}`, {...method, body: JSON.stringify(body)})
    expect(answer.status).toBe(200)
    return await answer.json()
  }
  // What `create` answers.
  const {id, url, secret} = (await send('/api/share', {sessionID})) as Created
  const pieces = [1, 2, 3].map((number) => partItem(sessionID, number))
  await send(`/api/share/${id}/sync`, {secret, data: [...sessionItems(sessionID), ...pieces]})
  await first?.kill()
  expect((await fetch(url)).status).toBe(404)
  await untilShown(url, sessionID)
  await second?.stop()
  expect(await open().shelf.list('serve-news/')).toEqual([])
}, 300_000)

async function makeState() {
  const bucket = await makeBucket(server, {isPrivate: true})
  const env = {
    AWS_ACCESS_KEY_ID: server.accessKeyId,
    AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
  }
  const state = `s3://${bucket.name}/state?endpoint=${server.endpoint}&pathStyle=true`
  return {state, env, open: () => openBucketLedger(state, {env, fetch, refuse: async () => {}})}
}

/** A folder that a web server gives out, where all of them publish. */
async function makeSite() {
  const {project} = await createWorld()
  const folder = path.join(project, 'site')
  await fs.ensureDir(folder)
  const web = await serveFolder(folder)
  onTestFinished(() => web.close())
  return {folder, url: web.url}
}

interface Instance {
  url: string
  /** What it says on stderr. */
  log: string[]
  stop(): Promise<void>
  kill(): Promise<void>
}

async function startInstance(
  state: string,
  env: Record<string, string>,
  site: {folder: string; url: string},
): Promise<Instance> {
  const world = await createWorld()
  const targets = {site: {type: 'directory', path: site.folder, url: site.url}}
  await fs.writeJson(path.join(world.project, 'sessionpress.json'), {target: 'site', targets})
  const parameters = [command, 'serve', '--port', '0', '--state', state]
  const child = spawn(process.execPath, parameters, {
    cwd: world.project,
    env: {...world.env, ...env},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const log: string[] = []
  createInterface({input: child.stderr}).on('line', (line) => log.push(line))
  const url = await Promise.race([
    once(createInterface({input: child.stdout}), 'line').then(([line]) => String(line)),
    once(child, 'exit').then(() => {
      throw new Error(log.join('\n'))
    }),
  ])
  return {url, log, stop: () => end(child, 'SIGTERM'), kill: () => end(child, 'SIGKILL')}
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit')
  child.kill(signal)
  await ended
}

/** What no other session and no other item says. */
function markOf(sessionID: string, number: number): string {
  return `the mark ${number} of ${sessionID}.`
}

const time = {created: 1_795_343_893_525, updated: 1_795_343_901_801}

function sessionItems(sessionID: string): object[] {
  const common = {sessionID, time: {created: time.created}}
  return [
    {
      type: 'session',
      data: {id: sessionID, title: `About ${sessionID}`, directory: '/home/dev/shop', time},
    },
    {type: 'message', data: {...common, id: `msg_1_${sessionID}`, role: 'user'}},
    {
      type: 'message',
      data: {
        ...common,
        id: `msg_2_${sessionID}`,
        role: 'assistant',
        parentID: `msg_1_${sessionID}`,
      },
    },
    partItem(sessionID, 0),
  ]
}

/** The question, and what is answered to it in pieces. */
function partItem(sessionID: string, number: number): object {
  const messageID = `msg_${number === 0 ? 1 : 2}_${sessionID}`
  const data = {id: `prt_${number}_${sessionID}`, messageID, sessionID, type: 'text'}
  return {type: 'part', data: {...data, text: `Here is ${markOf(sessionID, number)}`}}
}

async function untilShown(url: string, sessionID: string): Promise<void> {
  const end = Date.now() + 600_000
  for (;;) {
    const response = await fetch(url)
    const text = await response.text()
    const missing = [0, 1, 2, 3].filter((number) => !text.includes(markOf(sessionID, number)))
    if (response.ok && missing.length === 0) return
    if (Date.now() > end) throw new Error(`${url} (${response.status}) lacks ${missing.join(', ')}`)
    await sleep(200)
  }
}
