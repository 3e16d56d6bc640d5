import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {afterAll, describe, expect, it} from 'vitest'
import {targetTypes} from '../../src/targets/registry.js'
import {command, createWorld, run, session} from '../commands/run-command.js'
import {many, shareAndRemoveMany} from './many.js'
import {realHosts} from './real-hosts.js'
import {type S3Server, startS3Server} from './s3-server.js'

/** It takes a while to start, so only what needs it waits for it. */
let started: Promise<S3Server> | undefined
const s3 = () => {
  started ??= startS3Server()
  return started
}
afterAll(async () => (await started)?.stop())

it('there is a real host for every type of target', () => {
  expect(Object.keys(realHosts).sort()).toEqual(Object.keys(targetTypes).sort())
})

describe.each(Object.keys(realHosts))('%s, by the command', (type) => {
  it('shares, opens, updates, unshares, and answers that it is gone', async () => {
    const {host, call, lines} = await setup(type)
    const checked = await call('targets', 'here')
    expect(checked, checked.stdout + checked.stderr).toMatchObject({status: 0})

    const shared = await call('share', session, '--yes')
    expect(shared, shared.stderr).toMatchObject({status: 0})
    const url = shared.stdout.trim()
    const page = await fetch(url)
    lines.push(`${page.status}`)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('<meta name="generator" content="sessionpress')

    const found = await call('status', url, '--check', '--json')
    expect(JSON.parse(found.stdout)).toMatchObject({state: 'live', online: true, shareURL: url})
    const updated = await call('share', session, '--yes', '--title', 'Another title')
    expect(updated, updated.stderr).toMatchObject({status: 0, stdout: `${url}\n`})
    expect(await (await fetch(url)).text()).toContain('Another title')
    expect(await call('doctor')).toMatchObject({status: 0})

    const removed = await call('unshare', url)
    expect(removed, removed.stderr).toMatchObject({status: 0})
    const gone = await fetch(url)
    await gone.body?.cancel()
    lines.push(`${gone.status}`)
    expect(gone.status).toBe(host.missing)
    expect(await host.left()).toEqual([])
    console.log(`${type}: ${lines.join(' · ')}`)
  })
})

describe.each(['directory', 'github-pages', 's3', 'ssh'])('%s', (type) => {
  it(`takes ${many} shares down with one call`, async () => {
    const {host, world, env} = await setup(type)
    await shareAndRemoveMany({
      ...{name: type, to: 'here', state: path.join(world.home, 'state'), left: host.left},
      surroundings: {cwd: world.project, home: world.home, env},
    })
  }, 1_800_000)
})

/** A machine whose project names the host, and a way to call the command there. */
async function setup(type: string) {
  const world = await createWorld()
  const host = await realHosts[type]?.(s3)
  if (!host) throw new Error(`No host for \`${type}\`.`)
  const text = JSON.stringify({target: 'here', targets: {here: host.setting}})
  await writeFile(path.join(world.project, 'sessionpress.json'), text)
  const env = {...world.env, ...host.env}
  const lines: string[] = []
  const call = async (...parameters: string[]) => {
    const ended = await run(process.execPath, [command, ...parameters], {cwd: world.project, env})
    lines.push(`${parameters[0]} ${ended.status}`)
    return ended
  }
  return {world, host, env, call, lines}
}
