import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {folderTexts} from '../targets/folder-texts.js'
import {createWorld, session, type World} from './run-command.js'

/** Export a session into a new folder, and read what came out. */
async function exported({run, project}: World, file: string, ...options: string[]) {
  const folder = path.join(project, 'out')
  await fs.remove(folder)
  const ended = await run('export', file, '-o', 'out', ...options)
  expect(ended, ended.stderr).toMatchObject({status: 0})
  return await folderTexts(folder)
}

/** Files of the cache with what is in them, as one text each. */
async function packs({home}: World): Promise<[file: string, text: string][]> {
  const folder = path.join(home, '.cache', 'sessionpress')
  const names = await fs.readdir(folder).catch(() => [])
  return await Promise.all(
    names.map(async (name): Promise<[string, string]> => {
      const file = path.join(folder, name)
      return [file, await fs.readFile(file, 'latin1')]
    }),
  )
}

describe('the cache', () => {
  it('changes no byte, and is readable by nobody else', async () => {
    const world = await createWorld()
    const cold = await exported(world, session)
    const [[file] = ['']] = await packs(world)
    expect((await fs.stat(file)).mode & 0o077).toBe(0)
    expect((await fs.stat(path.dirname(file))).mode & 0o077).toBe(0)
    expect(await exported(world, session)).toEqual(cold)
    expect(await exported(world, session, '--no-cache', '--jobs', '1')).toEqual(cold)
  })

  it('is not made where none is wanted', async () => {
    const world = await createWorld()
    await exported(world, session, '--no-cache')
    expect(await packs(world)).toEqual([])
  })

  it('holds nothing that was masked', async () => {
    const world = await createWorld()
    // Plainly made up: no such token was ever given out.
    const secret = `ghp_${'Fake0'.repeat(7)}X`
    const text = `**It is** \`${secret}\`.\n\n~~~ts\nconst key = '${secret}'\n~~~`
    const whole = await fs.readJson(session)
    for (const {parts} of whole.messages)
      for (const part of parts) if (part.type === 'text') part.text = text
    const file = path.join(world.project, 'secret.json')
    await fs.writeJson(file, whole)
    await exported(world, file)
    const [[, pack] = ['', '']] = await packs(world)
    expect(pack).toContain('[redacted:github-token#1]')
    expect(pack).not.toContain(secret)
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    ['full of something else', () => Buffer.alloc(100_000, 'x')],
    ['empty', () => Buffer.alloc(0)],
    ['changed here and there', (bytes: Buffer) => bytes.map((byte, at) => (at % 997 ? byte : 0))],
  ])('is passed over where it is %s', async (_how, damage) => {
    const world = await createWorld()
    const cold = await exported(world, session)
    const [[file] = ['']] = await packs(world)
    await fs.writeFile(file, damage(await fs.readFile(file)))
    expect(await exported(world, session)).toEqual(cold)
    expect(await exported(world, session)).toEqual(cold)
  })

  it('is done without where its folder is a file, or there is no home', async () => {
    const world = await createWorld()
    const cold = await exported(world, session)
    await fs.remove(path.join(world.home, '.cache'))
    await fs.writeFile(path.join(world.home, '.cache'), '')
    expect(await exported(world, session)).toEqual(cold)
  })

  it('serves several runs at once', async () => {
    const world = await createWorld()
    const runs = ['a', 'b', 'c'].map(async (name) => {
      const ended = await world.run('export', session, '-o', name)
      expect(ended, ended.stderr).toMatchObject({status: 0})
      return await folderTexts(path.join(world.project, name))
    })
    const [first, ...others] = await Promise.all(runs)
    for (const other of others) expect(other).toEqual(first)
    expect(await exported(world, session)).toEqual(first)
  })
})
