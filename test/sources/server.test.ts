import path from 'node:path'
import fs from 'fs-extra'
import {expect, it} from 'vitest'
import {loadNative, openSource} from '../../src/sources/registry.js'
import {recorded, serve} from './answer-server.js'
import {exported, failureOf, fixtures, ids, world} from './world.js'

it('reads the same session as the export has', async () => {
  const {origin} = await serve(recorded())
  const served = await loadNative(ids.feature, {source: origin}, world())
  const plain = await loadNative('exports/feature.json', {}, world())
  expect(served.messages).toEqual(plain.messages)
  expect(served.info.title).toBe(plain.info.title)
  expect(served.todos).toEqual(await fs.readJson(path.join(fixtures, 'http/feature.todo.json')))
})

it.each(['x-next-cursor', 'link'] as const)('follows pages by %s, backwards', async (cursorIn) => {
  const {origin, asked} = await serve(recorded({page: 5, cursorIn}))
  const served = await loadNative(ids.feature, {source: `${origin}/`}, world())
  const plain = await loadNative('exports/feature.json', {}, world())
  expect(served.messages).toEqual(plain.messages)
  expect(asked.filter(({url}) => url.pathname.endsWith('/message'))).toHaveLength(4)
})

it('does not follow a cursor in a circle', async () => {
  const {origin} = await serve((asked) => {
    const reply = recorded()(asked)
    return reply && {...reply, headers: {'x-next-cursor': 'same'}}
  })
  expect((await loadNative(ids.feature, {source: origin}, world())).messages).toHaveLength(17)
})

it('asks for diffs of those prompts alone that came without them', async () => {
  const {origin, asked} = await serve((question) => {
    const reply = recorded()(question)
    if (!question.url.pathname.endsWith('/message')) return reply
    const messages = JSON.parse(reply?.body ?? '[]')
    delete messages[0].info.summary
    return {body: JSON.stringify(messages)}
  })
  const served = await loadNative(ids.feature, {source: origin}, world())
  const plain = await loadNative('exports/feature.json', {}, world())
  expect(served.messages).toEqual(plain.messages)
  const diffs = asked.filter(({url}) => url.pathname.endsWith('/diff'))
  expect(diffs.map(({url}) => url.searchParams.get('messageID'))).toEqual([
    exported('feature').messages[0]?.info.id,
  ])
})

it('brings subagents once, even in a circle', async () => {
  const child = await fs.readFile(path.join(fixtures, 'http/reverted.session.json'), 'utf8')
  const self = await fs.readFile(path.join(fixtures, 'http/feature.session.json'), 'utf8')
  const {origin} = await serve((asked) =>
    asked.url.pathname.endsWith('/children') ? {body: `[${child},${self}]`} : recorded()(asked),
  )
  const served = await loadNative(ids.feature, {source: origin}, world())
  expect(served.children.map(({info}) => info.id)).toEqual([ids.reverted])
  expect(served.children[0]?.children).toEqual([])
})

it('finds sessions by the start of their id', async () => {
  const {origin} = await serve(recorded())
  const served = await loadNative('dfd2c09', {source: origin}, world())
  expect(served.info.id).toBe(ids.reverted)
})

it('names the nearest for an id that it does not have', async () => {
  const {origin} = await serve(recorded())
  const typo = ids.feature.replace('e80e', 'e8Oe')
  const error = await failureOf(loadNative(typo, {source: origin}, world()))
  expect(error.code).toBe('SESSION_NOT_FOUND')
  expect(error.message).toContain(ids.feature)
})

it('gives user and password from the environment, or from the address', async () => {
  const right = `Basic ${Buffer.from('opencode:pass word').toString('base64')}`
  const {origin, asked} = await serve((question) =>
    question.authorization === right ? recorded()(question) : {status: 401, body: 'Unauthorized'},
  )
  const env = {OPENCODE_SERVER_PASSWORD: 'pass word'}
  await loadNative(ids.feature, {source: origin}, world({env}))
  const within = origin.replace('//', '//opencode:pass%20word@')
  const source = await openSource(within, world())
  expect(source.location).toBe(origin)
  await source.load(ids.feature)
  expect(asked.every(({authorization}) => authorization === right)).toBe(true)

  const without = await failureOf(loadNative(ids.feature, {source: origin}, world()))
  expect(without.code).toBe('SOURCE_UNAUTHORIZED')
  expect(without.message).toContain('asks for')
  const wrong = world({env: {...env, OPENCODE_SERVER_USERNAME: 'other'}})
  const refused = await failureOf(loadNative(ids.feature, {source: origin}, wrong))
  expect(refused.message).toContain('refuses')
})

it('reads the routes of 2.x', async () => {
  const {origin} = await serve(({url}) => {
    if (url.pathname === '/api/session/ses_flat0000000000000000000001') {
      return {
        body: '{"data":{"id":"ses_flat0000000000000000000001","title":"T","location":{"directory":"/d"}}}',
      }
    }
    if (!url.pathname.startsWith('/api/'))
      return {headers: {'content-type': 'text/html'}, body: '<!doctype html>'}
    const isFirst = !url.searchParams.has('cursor')
    const message = {type: 'user', id: isFirst ? 'msg_1' : 'msg_2', text: 'x', time: {created: 1}}
    return {body: JSON.stringify({data: [message], cursor: isFirst ? {next: 'c2'} : {}})}
  })
  const served = await loadNative('ses_flat0000000000000000000001', {source: origin}, world())
  expect(served.format).toBe('opencode-2')
  expect(served.messages.map(({id}) => id)).toEqual(['msg_1', 'msg_2'])
})

it.each([
  ['SOURCE_UNREACHABLE', {status: 500, body: 'oops'}],
  ['SESSION_NOT_FOUND', undefined],
  ['SESSION_NOT_JSON', {body: 'fine'}],
  ['SOURCE_UNREACHABLE', {status: 302, headers: {location: '/again'}}],
  ['SOURCE_UNREACHABLE', {status: 302, headers: {location: 'file:///etc/passwd'}}],
])('fails with %s', async (code, reply) => {
  const {origin} = await serve(() => reply)
  expect((await failureOf(loadNative(ids.feature, {source: origin}, world()))).code).toBe(code)
})

it('fails where nobody listens', async () => {
  const error = await failureOf(loadNative(ids.feature, {source: 'http://127.0.0.1:3'}, world()))
  expect(error.code).toBe('SOURCE_UNREACHABLE')
  expect(error.message).toContain('ECONNREFUSED')
})

it('does not hand its password to where it is redirected', async () => {
  const other = await serve(() => undefined)
  const {origin} = await serve(({url}) => ({
    status: 307,
    headers: {location: `${other.origin}${url.pathname}`},
  }))
  const env = {OPENCODE_SERVER_PASSWORD: 'p'}
  await failureOf(loadNative(ids.feature, {source: origin}, world({env})))
  expect(other.asked.length).toBeGreaterThan(0)
  expect(other.asked.every(({authorization}) => authorization === undefined)).toBe(true)
})
