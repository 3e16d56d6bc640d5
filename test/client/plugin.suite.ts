import path from 'node:path'
import process from 'node:process'
import {fileURLToPath} from 'node:url'
import fs from 'fs-extra'
import {afterAll, beforeAll, beforeEach, expect, inject, it} from 'vitest'
import type {ShareStatus} from '../../src/actions/types.js'
import {fake} from '../../src/redact/fake.js'
import {command, type Run, run} from '../commands/run-command.js'
import {type ClientWorld, createClientWorld} from './client-world.js'
import type {ClientMessage, ClientSession, OpenCode} from './open-code.js'
import {pollUntil} from './poll-until.js'

let world: ClientWorld
let publicFolder: string

beforeAll(async () => {
  world = await createClientWorld({program: inject('openCode').latest})
  publicFolder = path.join(world.project, 'public')
  world.model.play('make tea', {text: 'The tea is ready.'})
  world.model.play('more tea', {text: 'There is more tea now.'})
  world.model.play('publish it', {tools: [{name: 'share_page', args: {}}]}, {text: 'Done so.'})
})

afterAll(() => world?.close())

beforeEach(async () => {
  await fs.emptyDir(publicFolder)
  await fs.remove(path.join(world.home, '.local/state/sessionpress'))
  await fs.remove(path.join(world.project, '.opencode'))
})

it('shares what `opencode run` did, and takes the page down with the session', async () => {
  await installed({share: 'auto'})
  const first = await world.openCode('run', 'Please make tea')
  expect(first.stdout).toContain('The tea is ready.')
  expect(first.stdout + first.stderr).not.toContain('s_')
  const [shared] = await shares()
  expect(await page(shared)).toContain('The tea is ready.')

  await world.openCode('run', '--continue', 'Please make more tea')
  const [updated, ...others] = await shares()
  expect(others).toEqual([])
  expect(updated?.shareURL).toBe(shared?.shareURL)
  expect(await page(updated)).toContain('There is more tea now.')

  // A process of its own, which has never seen the session.
  await world.openCode('session', 'delete', shared?.sessionID ?? '')
  expect(await shares()).toEqual([])
  expect(await fs.readdir(publicFolder)).toEqual([])
})

it('finishes what takes three seconds although `opencode run` ends', async () => {
  const mark = path.join(world.root, 'finished')
  const hook = {publish: ['sh', '-c', `sleep 3; touch ${mark}`], remove: ['true']}
  await installed({share: 'auto'}, {hook})
  await world.openCode('run', 'Please make tea')
  expect(await fs.pathExists(mark)).toBe(true)
  expect((await shares()).map(({state}) => state)).toEqual(['live'])
})

it('publishes nothing that the gate refuses, that is disabled, or that nobody agreed to', async () => {
  const token = `ghp_${fake('alphanumeric', 36)}`
  await fs.writeFile(path.join(world.project, 'style.css'), `/* ${token} */`)
  await installed({share: 'auto', style: './style.css'})
  await world.openCode('run', 'Please make tea')
  expect(await log()).toContain('GATE_REFUSED')

  await fs.remove(path.join(world.project, 'style.css'))
  await installed({share: 'disabled'})
  await world.openCode('run', 'Please make tea')
  await configure({share: 'auto'})
  await world.openCode('run', 'Please make tea')
  expect(await log()).toContain('REVIEW_NEEDED')
  expect(await fs.readdir(publicFolder)).toEqual([])
  expect(await log()).not.toContain('tea')
})

it('answers commands without a turn of the model, and the tool', async () => {
  await installed({share: 'manual'})
  const client = await world.serve()
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')
  expect(await fs.readdir(publicFolder)).toEqual([])
  const before = await messages(client, id)
  await order(client, id, 'publish')
  const [shared] = await shares()
  expect(await page(shared)).toContain('The tea is ready.')
  await order(client, id, 'unpublish')
  expect(await shares()).toEqual([])
  expect(await messages(client, id)).toEqual(before)

  await client.say(id, 'Now publish it')
  const said = JSON.stringify(await messages(client, id))
  expect(said).toContain((await shares())[0]?.shareURL)
  await client.stop()
})

it('lets no model publish where nobody is there to be asked', async () => {
  await installed({share: 'manual'})
  await world.configure({permission: {'*': 'allow'}})
  const {stdout, stderr} = await world.openCode('run', 'Now publish it')
  expect(stdout + stderr).toContain('permission requested: share_page')
  expect(await shares()).toEqual([])
  await world.configure({})
})

it('follows an undo while the session rests', async () => {
  await installed({share: 'auto'})
  const client = await world.serve()
  const {id} = await client.createSession()
  await client.say(id, 'Please make tea')
  await client.say(id, 'Please make more tea')
  const whole = await pollUntil('the share', async () => {
    const [shared] = await shares()
    // On record before the page is there.
    if (shared?.state !== 'live') return
    return (await page(shared)).includes('more tea now') ? shared : undefined
  })
  const [, undone] = (await messages(client, id)).filter(({info}) => info.role === 'user')
  await client.api<ClientSession>('POST', `/session/${id}/revert`, {messageID: undone?.info.id})
  await pollUntil('the page without it', async () => {
    const [shared] = await shares()
    return shared && shared.updatedAt !== whole.updatedAt
  })
  await client.stop()
})

it('starts the client although the package is gone', async () => {
  await installed({share: 'auto'})
  const file = path.join(world.project, '.opencode/plugin/sessionpress.js')
  const text = await fs.readFile(file, 'utf8')
  await fs.writeFile(file, text.replace(/const plugin = ".*"/, 'const plugin = "./gone.js"'))
  expect((await world.openCode('run', 'Please make tea')).stdout).toContain('The tea is ready.')
  expect(await log()).toContain('could not be loaded')
})

it('is kept company by `watch`, which shares without it', async () => {
  await installed({share: 'auto'})
  await sessionpress('init', 'opencode', '--remove')
  const {spawn} = await import('node:child_process')
  const {untilItSays, stop} = await import('./open-code.js')
  await world.openCode('run', 'Please make tea')
  const call = [command, 'watch', '--json']
  const watching = spawn(process.execPath, call, {cwd: world.project, env: world.env})
  try {
    const said = untilItSays(watching, '"event"')
    await pollUntil('a page', async () => {
      await world.openCode('run', '--continue', 'Please make more tea')
      return (await shares()).length > 0
    })
    await said
    const [shared] = await shares()
    expect(await page(shared)).toContain('There is more tea now.')
    await world.openCode('session', 'delete', shared?.sessionID ?? '')
    await pollUntil('the removal', async () => (await shares()).length === 0)
  } finally {
    await stop(watching)
  }
})

/** The plugin as `init opencode` installs it, in a project with this configuration. */
async function installed(settings: object, target: object = {}): Promise<void> {
  await configure(settings, target)
  expect((await sessionpress('init', 'opencode')).status).toBe(0)
}

async function configure(settings: object, target: object = {}): Promise<void> {
  await fs.writeJSON(path.join(world.project, 'sessionpress.json'), {
    target: 'site',
    targets: {site: {type: 'directory', path: './public', ...target}},
    ...settings,
  })
}

function sessionpress(...parameters: string[]): Promise<Run> {
  return run(process.execPath, [command, ...parameters], {cwd: world.project, env: world.env})
}

async function shares(): Promise<ShareStatus[]> {
  return JSON.parse((await sessionpress('list', '--json')).stdout)
}

async function page(shared: ShareStatus | undefined): Promise<string> {
  return await fs.readFile(fileURLToPath(shared?.shareURL ?? 'file:///nowhere'), 'utf8')
}

async function log(): Promise<string> {
  return await fs.readFile(path.join(world.home, '.local/state/sessionpress/plugin.log'), 'utf8')
}

async function messages(client: OpenCode, id: string): Promise<ClientMessage[]> {
  return await client.api('GET', `/session/${id}/message`)
}

/** A command that the plugin answers ends without an answer of the model, which the client calls an error. */
async function order(client: OpenCode, id: string, name: string): Promise<void> {
  const call = client.api('POST', `/session/${id}/command`, {command: name, arguments: ''})
  await expect(call).rejects.toThrow('answers 500')
}
