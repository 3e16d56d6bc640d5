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

it.each([
  ['answers 500', {status: 500, body: 'oops'}],
  ['is missing', undefined],
  ['is no list', {body: '{}'}],
])('takes no page that %s for the end', async (_what, reply) => {
  const answer = recorded({page: 5})
  const {origin} = await serve((asked) =>
    asked.url.searchParams.has('before') ? reply : answer(asked),
  )
  const error = await failureOf(loadNative(ids.feature, {source: origin}, world()))
  expect(error.code).toBe('SOURCE_UNREACHABLE')
  expect(error.message).toContain('after 5 entries')
})

it('does without diffs that the server fails to give, and says so', async () => {
  let most = 0
  let now = 0
  const {origin} = await serve((question) => {
    if (question.url.pathname.endsWith('/diff')) return {status: 500, body: 'oops'}
    const reply = recorded()(question)
    if (!question.url.pathname.endsWith('/message')) return reply
    const messages = JSON.parse(reply?.body ?? '[]')
    for (const {info} of messages) delete info.summary
    const prompts = messages.filter(({info}: {info: {role: string}}) => info.role === 'user')
    const many = Array.from({length: 20}, (_, index) => {
      const [{info, parts}] = prompts
      return {info: {...info, id: `msg_0${index}`}, parts}
    })
    return {body: JSON.stringify([...many, ...messages])}
  })
  const fetch: typeof globalThis.fetch = async (...request) => {
    most = Math.max(most, ++now)
    try {
      return await globalThis.fetch(...request)
    } finally {
      now--
    }
  }
  const served = await loadNative(ids.feature, {source: origin}, world({fetch}))
  expect(served.messages).toHaveLength(37)
  expect(served.remarks.map(({text}) => text).join()).toMatch(/what 2\d prompts changed/)
  expect(most).toBeLessThan(10)
})

it('follows the cursor of a list', async () => {
  const session = (index: number) => ({id: `ses_${index}`, title: `T${index}`, time: {}})
  const {origin} = await serve(({url}) => {
    if (url.pathname !== '/experimental/session') return undefined
    const start = Number(url.searchParams.get('cursor') ?? 0)
    const headers: Record<string, string> = start < 4 ? {'x-next-cursor': String(start + 2)} : {}
    return {body: JSON.stringify([session(start), session(start + 1)]), headers}
  })
  const source = await openSource(origin, world())
  expect((await source.list()).map(({id}) => id)).toEqual(
    [0, 1, 2, 3, 4, 5].map((index) => `ses_${index}`),
  )
})

it('refuses a password with a percent sign that encodes nothing, without telling it', async () => {
  const error = await failureOf(openSource('http://me:100%@127.0.0.1:1', world()))
  expect(error.code).toBe('SOURCE_NOT_FOUND')
  expect(error.message).not.toContain('100%')
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

it('brings todos and subagents of 2.x, by a route of their own or from the list', async () => {
  const info = (id: string, parentID?: string) => ({id, parentID, title: id, location: {}})
  const message = {type: 'user', id: 'msg_1', text: 'x', time: {created: 1}}
  for (const hasRoute of [true, false]) {
    const {origin} = await serve(({url}) => {
      const [, api, , id = '', route = ''] = url.pathname.split('/')
      if (api !== 'api') return undefined
      const answers: Record<string, unknown> = {
        '': id === '' ? [info('ses_root'), info('ses_child', 'ses_root')] : info(id),
        message: [message],
        todo: id === 'ses_root' ? [{content: 'Do it', status: 'pending'}] : [],
        ...(hasRoute && {children: id === 'ses_root' ? [info('ses_child', 'ses_root')] : []}),
      }
      return route in answers ? {body: JSON.stringify({data: answers[route]})} : undefined
    })
    const served = await loadNative('ses_root', {source: origin}, world())
    expect(served.todos).toEqual([{content: 'Do it', status: 'pending'}])
    expect(served.children.map((child) => child.info.id)).toEqual(['ses_child'])
  }
})

it('does not take a failing page of 2.x for the end', async () => {
  const {origin} = await serve(({url}) => {
    if (!url.pathname.startsWith('/api/')) return undefined
    if (!url.pathname.endsWith('/message'))
      return {body: '{"data":{"id":"ses_flat0000000000000000000001","location":{}}}'}
    if (url.searchParams.has('cursor')) return {status: 502}
    return {body: '{"data":[{"type":"user","id":"msg_1","text":"x"}],"cursor":{"next":"2"}}'}
  })
  const load = loadNative('ses_flat0000000000000000000001', {source: origin}, world())
  const error = await failureOf(load)
  expect(error.code).toBe('SOURCE_UNREACHABLE')
  expect(error.message).toContain('after 1 entries')
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
    if (!url.pathname.endsWith('/message')) return undefined
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
