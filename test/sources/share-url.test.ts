import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {shareAddress} from '../../src/sources/opencode/share-url.js'
import {loadNative} from '../../src/sources/registry.js'
import {serve} from './answer-server.js'
import {failureOf, fixtures, ids, world} from './world.js'

const items = fs.readFileSync(path.join(fixtures, 'exports/share-items.json'), 'utf8')

it.each([
  ['https://opncd.ai/share/AbCd1234', 'https://opncd.ai', 'AbCd1234'],
  ['https://opncd.ai/s/AbCd1234', 'https://opncd.ai', 'AbCd1234'],
  ['opncd.ai/s/AbCd1234', 'https://opncd.ai', 'AbCd1234'],
  ['http://127.0.0.1:18090/share/x_y-z/', 'http://127.0.0.1:18090', 'x_y-z'],
  ['https://share.example/share/A1?x=1#m', 'https://share.example', 'A1'],
])('takes %s for a share', (text, origin, id) => {
  expect(shareAddress(text)).toEqual({origin, id})
})

it.each([
  './share/AbCd1234',
  'share/x',
  'http://127.0.0.1:4096',
  'a/s/b',
  'https://x.y/s/',
  'ses_1',
])('does not take %s for a share', (text) => {
  expect(shareAddress(text)).toBeUndefined()
})

it.each(['share', 's'])('reads `/%s/<id>`', async (word) => {
  const {origin, asked} = await serve(({url}) =>
    url.pathname === '/api/share/2RF05ANK/data' ? {body: items} : undefined,
  )
  const native = await loadNative(`${origin}/${word}/2RF05ANK`, {}, world())
  expect(native.info.id).toBe(ids.subagents)
  expect(native.messages).toHaveLength(4)
  expect(asked).toHaveLength(1)
})

it('reads a share that is named as the source', async () => {
  const {origin} = await serve(() => ({body: items}))
  const native = await loadNative(undefined, {source: `${origin}/share/x`}, world())
  expect(native.messages).toHaveLength(4)
})

it('follows a redirect', async () => {
  const {origin} = await serve(({url}) =>
    url.pathname.startsWith('/api') ? {status: 301, headers: {location: '/moved'}} : {body: items},
  )
  expect((await loadNative(`${origin}/share/x`, {}, world())).messages).toHaveLength(4)
})

it.each([
  ['SESSION_NOT_FOUND', undefined],
  ['SESSION_NOT_FOUND', {body: '[]'}],
  ['SOURCE_UNREACHABLE', {status: 500}],
  ['SESSION_NOT_JSON', {headers: {'content-type': 'text/html'}, body: '<p>Not found</p>'}],
  ['SESSION_EMPTY', {body: '[{"type":"session","data":{"id":"ses_1"}}]'}],
  ['SESSION_FORMAT_UNKNOWN', {body: '[{"type":"other","data":{}}]'}],
])('fails with %s', async (code, reply) => {
  const {origin} = await serve(() => reply)
  expect((await failureOf(loadNative(`${origin}/share/x`, {}, world()))).code).toBe(code)
})

it('says that another address is none of a share', async () => {
  const error = await failureOf(loadNative('http://127.0.0.1:4096/', {}, world()))
  expect(error.code).toBe('SESSION_NOT_FOUND')
  expect(error.hint).toContain('--source')
})
