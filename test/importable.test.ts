import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {shareItems} from '../src/bundle/share-items.js'
import {exportSession} from '../src/index.js'
import type {JsonObject} from '../src/session/json.js'
import {fixtureCases, root, surroundings, temporaryFolder} from './support/case.js'
import {refusals} from './support/refusals.js'

const said = {info: {id: 'msg_1', role: 'user'}, parts: [{type: 'text', text: 'x'}]}

interface Twin {
  info: JsonObject
  messages: {info: JsonObject; parts: JsonObject[]}[]
}

/** What 1.18.33 makes of what it fetches. */
function joined(text: string): Twin {
  const items = JSON.parse(text) as {type: string; data: JsonObject}[]
  const dataOf = (type: string) => items.filter((item) => item.type === type).map(({data}) => data)
  const [info = {}] = dataOf('session')
  const messages = new Map(dataOf('message').map((message) => [message.id, message]))
  const partsOf = (id: unknown) => dataOf('part').filter(({messageID}) => messageID === id)
  return {
    info,
    messages: [...messages.values()].map((each) => ({info: each, parts: partsOf(each.id)})),
  }
}

describe('session.json', async () => {
  for (const {name, session, source} of await fixtureCases()) {
    if (name.startsWith('v2')) continue
    it(`of \`${name}\` is what OpenCode 1.18.33 imports`, async () => {
      const output = path.join(await temporaryFolder(), 'out')
      await exportSession(session, {
        surroundings,
        output,
        ...(source === undefined ? {} : {source}),
      })
      const twin: Twin = await fs.readJson(path.join(output, 'session.json'))

      expect(refusals('Session', twin.info)).toEqual([])
      for (const {info, parts} of twin.messages) {
        expect(refusals('Message', info)).toEqual([])
        for (const part of parts) expect(refusals('Part', part)).toEqual([])
      }
      // By its address the client puts the same together from items.
      expect(joined([...shareItems(twin)].join(''))).toEqual(twin)
    })
  }

  it.each([
    ['no id', {info: {}, messages: [said]}],
    [
      'an id of another kind',
      {info: {id: 'AbCd', title: 3, time: 'now', parentID: 7}, messages: [said]},
    ],
    ['messages of 2.x', {info: {location: {}}, messages: [{type: 'user', text: 'x', id: 3}]}],
  ])('is made of a session with %s, the same each time', async (_what, session) => {
    const folder = await temporaryFolder()
    const input = path.join(folder, 'input.json')
    await fs.writeJson(input, session)
    const ids: unknown[] = []
    for (const output of ['one', 'two'].map((name) => path.join(folder, name))) {
      await exportSession(input, {surroundings, output})
      ids.push((await fs.readJson(path.join(output, 'session.json'))).info.id)
    }
    expect(ids[0]).toMatch(/^ses_/)
    expect(ids[1]).toBe(ids[0])
  })

  it('leaves out what the client would refuse, and nothing else', async () => {
    const input = path.join(root, 'fixtures/sessions/unknown-parts/input.json')
    const output = path.join(await temporaryFolder(), 'out')
    await exportSession(input, {surroundings, output})
    const twin: Twin = await fs.readJson(path.join(output, 'session.json'))
    const types = twin.messages.flatMap(({parts}) =>
      parts.map((part) => (part as {type: string}).type),
    )
    expect(types).not.toContain('hologram')
    expect(types.filter((type) => type === 'text').length).toBeGreaterThan(4)
    const roles = twin.messages.map(({info}) => (info as {role: string}).role)
    expect(new Set(roles)).toEqual(new Set(['user', 'assistant']))
  })
})
