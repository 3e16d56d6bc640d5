import path from 'node:path'
import process from 'node:process'
import {beforeAll, describe, expect, it} from 'vitest'
import {share} from '../../src/index.js'
import {command, run} from '../commands/run-command.js'
import {canaryKinds, forms} from './canary-kinds.js'
import {type CanaryWorld, createCanaryWorld, filesBelow, opened} from './canary-world.js'
import type {Planting} from './plant-canaries.js'
import {createSearch} from './search-bytes.js'

/** Where each kind stands at least once. */
const places = [
  ...['prompt', 'answer', 'answer, code', 'reasoning', 'tool input', 'tool output'],
  ...['diff', 'title', 'todo', 'error'],
]

/**
 * Every kind of secret in every kind of field, each of them one that stands
 * nowhere else: none may be in any byte of what is written, public or not.
 */
describe('with every kind in every field', {timeout: 300_000}, () => {
  let world: CanaryWorld
  beforeAll(async () => {
    world = await createCanaryWorld()
    return world.remove
  }, 300_000)

  it('each kind stands in each place that matters, and in each form', () => {
    for (const place of places) {
      const kinds = world.plantings.filter(({field}) => field === place).map(({kind}) => kind)
      expect(new Set(kinds).size, place).toBe(canaryKinds.length)
    }
    const written = new Set(world.plantings.map(({kind, form}) => `${kind} ${form}`))
    expect(written.size).toBe(canaryKinds.length * forms.length)
  })

  it('the search finds all of them where nothing is masked', async () => {
    const found = await search(await filesBelow(world.sessions))
    expect(found).toHaveLength(world.plantings.length)
    expect(world.plantings.length).toBeGreaterThan(canaryKinds.length * places.length)
  })

  for (const name of ['session', 'v2', 'tree'] as const) {
    it(`none is in what a share of ${name} writes`, async () => {
      const to = path.join(world.root, `public-${name}`)
      const {session, source} = world.inputs[name]
      const status = await share(session, {...world.call, ...source, to, embed: '1', yes: true})
      expect(status.state).toBe('live')
      expect(await search(await filesBelow(to))).toEqual([])
    })

    it(`none is in an encrypted share of ${name}, or in what that opens to`, async () => {
      const to = path.join(world.root, `sealed-${name}`)
      const {session, source} = world.inputs[name]
      const given = {...world.call, ...source, to, yes: true, encrypt: true}
      const {shareURL} = await share(session, given)
      const files = await filesBelow(to)
      expect(await search(files)).toEqual([])
      const plain = await opened(to, shareURL ?? '')
      expect(plain.size).toBeGreaterThan(1)
      expect(await search(plain)).toEqual([])
    })
  }

  it('none is in the state folder', async () => {
    const files = await filesBelow(world.state)
    expect(files.size).toBeGreaterThan(2)
    expect(await search(files)).toEqual([])
  })

  it('none is in what the command prints, publishes and keeps', async () => {
    const {session} = world.inputs.session
    const to = path.join(world.root, 'public-command')
    const written = new Map<string, Buffer>()
    for (const line of [['share', session, '--to', to, '--yes'], ...commandLines(session)]) {
      const {status, stdout, stderr} = await run(
        process.execPath,
        [command, ...line],
        world.process,
      )
      // A review ends with 3, since pictures and guesses wait for a person.
      expect([0, 3], `${line[0]}: ${stderr}`).toContain(status)
      expect(stdout, line[0]).toMatch(/\S/)
      written.set(line.join(' '), Buffer.from(`${stdout}\n${stderr}`))
    }
    for (const folder of [to, world.stateOfCommand]) {
      for (const [name, bytes] of await filesBelow(folder)) written.set(name, bytes)
    }
    // This machine and its account are called otherwise, and the ledger has to know where a share lies.
    const own = /^(?:user|host) name |^home folder .*: sessionpress\/shares\//
    expect((await search(written)).filter((found) => !own.test(found))).toEqual([])
  })

  async function search(files: Map<string, Buffer>): Promise<string[]> {
    const {leaks} = createSearch(world.plantings)
    const found = new Map<Planting, string>()
    for (const [name, bytes] of files) {
      for (const planting of [...leaks(Buffer.from(name)), ...leaks(bytes)]) {
        found.set(planting, name)
      }
    }
    return [...found].map(
      ([{kind, field, form}, name]) => `${kind} in ${field} as ${form}: ${name}`,
    )
  }
})

function commandLines(session: string): string[][] {
  return [
    ['review', session, '--json'],
    ['list'],
    ['list', '--json'],
    ['status', session],
    ['status', session, '--json'],
  ]
}
