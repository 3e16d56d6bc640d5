import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import process from 'node:process'
import {setTimeout} from 'node:timers/promises'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {command, createWorld, session, type World} from './run-command.js'

describe('a signal', () => {
  it('SIGTERM ends with 143 and leaves nothing', async () => {
    const world = await createWorld()
    const child = await startReading(world)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([143, null])
    expect(await leftIn(world)).toEqual([])
  })

  it('SIGINT ends with 130 in a short while, and leaves nothing', async () => {
    const world = await createWorld()
    const child = await startReading(world)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([130, null])
    expect(await leftIn(world)).toEqual([])
  })

  it('a second SIGINT ends at once', async () => {
    const child = await startReading(await createWorld())
    child.kill('SIGINT')
    await setTimeout(200)
    child.kill('SIGINT')
    expect(await once(child, 'exit')).toEqual([130, null])
  })

  it('unwinds the action at its next report', async () => {
    const world = await createWorld()
    const child = await startReading(world)
    child.kill('SIGINT')
    await setTimeout(200)
    child.stdin?.end(await fs.readFile(session))
    const [status] = await once(child, 'exit')
    expect(status).toBe(130)
    expect(await leftIn(world)).toEqual([])
  })

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('%s in the middle of a long page leaves nothing', async (signal, status) => {
    const world = await createWorld()
    await fs.writeJson(path.join(world.home, 'long.json'), await longSession())
    const child = start(world, ['export', path.join(world.home, 'long.json'), '-o', 'page.html'])
    await untilSomethingIn(String(world.env.TMPDIR))
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([status, null])
    expect(await leftIn(world)).toEqual([])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a preview with 0', async (signal) => {
    const world = await createWorld()
    const child = start(world, ['preview', session])
    await once(child.stdout ?? child, 'data', {signal: AbortSignal.timeout(20_000)})
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
    expect(await leftIn(world)).toEqual([])
  })
})

/** A command that waits for a session on its standard input. */
async function startReading(world: World): Promise<ChildProcess> {
  const child = start(world, ['export', '-', '-o', 'page.html'])
  // More than a pipe holds, and nothing to JSON: when it is gone, somebody reads.
  await new Promise((resolve) => child.stdin?.write(' '.repeat(4_000_000), resolve))
  return child
}

/** More than stays in memory while it is rendered, and more than is rendered in a moment. */
async function longSession(): Promise<unknown> {
  const {info, messages} = await fs.readJson(session)
  const copies = Array.from({length: 150}, (_, copy) => renamed(messages, copy))
  return {info, messages: copies.flat()}
}

function renamed(messages: unknown, copy: number): unknown[] {
  const text = JSON.stringify(messages).replaceAll(
    /(?<=(?:msg|prt)_\w{20})\w{6}/g,
    String(copy).padStart(6, '0'),
  )
  return JSON.parse(text)
}

async function untilSomethingIn(folder: string): Promise<void> {
  while ((await fs.readdir(folder)).length === 0) await setTimeout(20)
}

function start({project, env}: World, parameters: string[]): ChildProcess {
  return spawn(process.execPath, [command, ...parameters], {cwd: project, env, stdio: 'pipe'})
}

async function leftIn({project, env}: World): Promise<string[]> {
  return [...(await fs.readdir(project)), ...(await fs.readdir(String(env.TMPDIR)))]
}
