import path from 'node:path'
import {fileURLToPath} from 'node:url'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createWorld, session, type World} from './run-command.js'

/** Start is paid in code that is loaded, which can be counted; `npm run bench:start` measures it. */
describe('a command loads no more than it needs', () => {
  it('`--version` next to nothing', async () => {
    expect(await loadedBy(await createWorld(), '--version')).toBeLessThan(20_000)
  })

  it('`--help` the commands, and neither yargs nor what they do', async () => {
    expect(await loadedBy(await createWorld(), '--help')).toBeLessThan(110_000)
  })

  it('`status` and `list` the ledger, and no targets, sources, rules or pages', async () => {
    const world = await createWorld()
    const {stdout} = await world.run('share', session, '--to', './public', '--yes', '--json')
    const {sessionID} = JSON.parse(stdout)
    expect(await loadedBy(world, 'status', sessionID)).toBeLessThan(500_000)
    expect(await loadedBy(world, 'list')).toBeLessThan(500_000)
  })
})

/** Bytes of our own scripts that a run loads, as V8 lists them. */
async function loadedBy(world: World, ...parameters: string[]): Promise<number> {
  const folder = path.join(world.home, 'coverage')
  await fs.remove(folder)
  world.env.NODE_V8_COVERAGE = folder
  const {status, stderr} = await world.run(...parameters)
  delete world.env.NODE_V8_COVERAGE
  expect({status, stderr}).toEqual({status: 0, stderr: ''})
  const [name = ''] = await fs.readdir(folder)
  const {result}: {result: {url: string}[]} = await fs.readJson(path.join(folder, name))
  const files = result.map(({url}) => url).filter((url) => url.includes('/dist/'))
  expect(files.length).toBeGreaterThan(0)
  return files.reduce((sum, url) => sum + fs.statSync(fileURLToPath(url)).size, 0)
}
