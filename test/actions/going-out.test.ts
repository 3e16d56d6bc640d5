import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {load} from '../../src/actions/load.js'
import {resolveSurroundings} from '../../src/actions/surroundings.js'
import {exportSession} from '../../src/index.js'
import type {NativeSession} from '../../src/session/native.js'
import {excludable} from '../../src/session/selection.js'
import {loadNative} from '../../src/sources/registry.js'
import {planted, word} from '../sources/planted.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'

const secrets = path.join(root, 'fixtures/sessions/secrets/input.json')

describe('findings', () => {
  it('whose every place stays at home are not counted, and the others keep their numbers', async () => {
    const full = await load(secrets, {surroundings})
    const part = await load(secrets, {surroundings, exclude: ['tool-output', 'tool-input']})
    expect(part.details.length).toBeLessThan(full.details.length)
    expect(part.findings.length).toBeLessThan(full.findings.length)
    const kept = new Set(full.findings.map(({rule, number}) => `${rule} ${number}`))
    for (const {rule, number} of part.findings) expect(kept).toContain(`${rule} ${number}`)
    const said = JSON.stringify(part.native).match(/\[redacted:[\w-]+#\d+\]/g) ?? []
    const counted = part.findings.map(({rule, number}) => `[redacted:${rule}#${number}]`)
    expect([...new Set(said)].filter((mask) => !counted.includes(mask))).toEqual([])
  })
})

describe.each(['every-tool', 'v2'])('of `%s`', (name) => {
  it.each(excludable.filter((kind) => kind !== 'paths' && kind !== 'cost'))(
    'no byte of the bundle knows %s that stays at home',
    async (kind) => {
      const folder = await temporaryFolder()
      const input = path.join(root, 'fixtures/sessions', name, 'input.json')
      const native = await loadNative(input, {source: undefined}, resolveSurroundings(surroundings))
      const file = path.join(folder, 'input.json')
      await fs.writeJson(file, documentOf(planted(native, kind)))
      const output = path.join(folder, 'out')
      await exportSession(file, {surroundings, output, exclude: [kind], embed: '1'})
      for (const made of await fs.readdir(output)) {
        const text = await fs.readFile(path.join(output, made), 'utf8')
        expect([made, text.includes(word)]).toEqual([made, false])
      }
    },
  )
})

function documentOf({info, messages, todos, diffs}: NativeSession) {
  return {info, messages, todos, diffs}
}
