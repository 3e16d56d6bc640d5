import {readFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {beforeAll, describe, expect, it} from 'vitest'
import {share} from '../../src/index.js'
import {command, run} from '../commands/run-command.js'
import {type CanaryWorld, createCanaryWorld, filesBelow, opened} from './canary-world.js'
import {canaryKinds, forms} from './canary-kinds.js'
import type {Planting} from './plant-canaries.js'
import {createSearch} from './search-bytes.js'

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
      const given = {...world.call, ...source, to, embed: '1', yes: true, encrypt: true}
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
    expect(files.size).toBeGreaterThan(3)
    expect(await search(files)).toEqual([])
  })

  it('none is in what the command prints or keeps', async () => {
    const file = world.inputs.session.session
    const to = path.join(world.root, 'public-command')
    const printed = new Map<string, Buffer>()
    for (const line of [['share', file, '--to', to, '--yes'], ['review', file, '--json'], ['review', file], ['list'], ['list', '--json'], ['status', file], ['status', file, '--json']]) {
      const {stdout, stderr} = await run(process.execPath, [command, ...line], world.process)
      printed.set(line.join(' '), Buffer.from(`${stdout}\n${stderr}`))
    }
    const ofMachine = /^(?:user|host) name$/ // This machine is called otherwise.
    const found = await search(new Map([...printed, ...(await filesBelow(to))]))
    expect(found.filter((one) => !ofMachine.test(one.split(' in ')[0] ?? ''))).toEqual([])
  })

  async function search(files: Map<string, Buffer>): Promise<string[]> {
    const {leaks} = createSearch(world.plantings)
    const found = new Map<Planting, string>()
    for (const [name, bytes] of files) {
      for (const planting of leaks(Buffer.concat([Buffer.from(`${name}\n`), bytes]))) found.set(planting, name)
      for (const planting of leaks(bytes)) found.set(planting, name)
    }
    return [...found].map(([{kind, field, form}, name]) => `${kind} in ${field} as ${form}: ${name}`)
  }
})

const places = 'prompt,answer,answer, code,reasoning,tool input,tool output,diff,title,todo,error'
  .replace('answer, code', 'answer; code').split(',').map((place) => place.replace(';', ','))
