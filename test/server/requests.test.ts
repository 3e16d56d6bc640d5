import {once} from 'node:events'
import net from 'node:net'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {isLoopback} from '../../src/index.js'
import {ask, create, makeServeWorld, smallSession, sync} from './serve-world.js'

const sessionID = 'ses_dfd2a3beaffehe7PEF2RF05ANK'
const unknown = 's_00000000000000000000000000'

describe('what cannot be answered is refused, and the server goes on', () => {
  it('an unknown share, a wrong secret, a sync before create', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const items = smallSession(sessionID)
    expect(await sync(base, {id: unknown, secret: 'x'}, items)).toMatchObject({
      status: 404,
      json: {error: {code: 'SHARE_NOT_FOUND'}},
    })
    const share = await create(base, sessionID)
    for (const secret of ['', 'x', share.secret.slice(1), `${share.secret}x`]) {
      expect(await sync(base, {...share, secret}, items)).toMatchObject({
        status: 403,
        json: {error: {code: 'SECRET_WRONG'}},
      })
      expect(await ask(base, 'DELETE', `/api/share/${share.id}`, {secret})).toMatchObject({
        status: 403,
      })
    }
    expect(await ask(base, 'DELETE', `/api/share/${unknown}`, {secret: 'x'})).toMatchObject({
      status: 404,
    })
    expect((await ask(base, 'GET', `/share/${unknown}`)).status).toBe(404)
    const stranger = {sessionID: 'ses_other', secret: share.secret}
    expect((await ask(base, 'POST', '/share_delete', stranger)).status).toBe(404)
    expect(await fs.readdir(world.publicFolder)).toEqual([])
  })

  it('names that would lead elsewhere', async () => {
    const {start, state} = await makeServeWorld()
    const {url: base} = await start()
    const share = await create(base, sessionID)
    const names = ['..%2f..%2fkey', 'key', '%00', '%E0%A4', 's_%2e%2e', `${share.id}%2f..`]
    for (const name of names) {
      for (const [method, route] of [
        ['GET', `/api/share/${name}/data`],
        ['GET', `/share/${name}`],
        ['POST', `/api/share/${name}/sync`],
        ['DELETE', `/api/share/${name}`],
      ] as const) {
        const body = method === 'GET' ? undefined : {secret: share.secret, data: []}
        expect((await ask(base, method, route, body)).status, `${method} ${route}`).toBeOneOf([
          400, 404,
        ])
      }
    }
    for (const id of ['../../x', 'a b', '', 7, null, 'x'.repeat(1000)]) {
      expect(await ask(base, 'POST', '/api/share', {sessionID: id})).toMatchObject({status: 400})
    }
    expect((await fs.readdir(`${state}/shares`)).length).toBe(1)
  })

  it('garbage, other kinds of bodies, other methods and paths', async () => {
    const {start} = await makeServeWorld()
    const {url: base} = await start()
    const share = await create(base, sessionID)
    const route = `/api/share/${share.id}/sync`
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      '"x"',
      '{"data": 7}',
      '\u{feff}{}',
      '{"a":'.repeat(99),
    ]) {
      expect((await ask(base, 'POST', route, body)).status, body).toBeOneOf([400, 403])
    }
    const right = {secret: share.secret, data: {}}
    expect((await ask(base, 'POST', route, right)).status).toBe(400)
    const text = {'content-type': 'text/plain'}
    expect((await ask(base, 'POST', route, '{}', text)).status).toBe(415)
    expect((await ask(base, 'POST', route, '{}', {'content-encoding': 'gzip'})).status).toBe(415)
    const other = await ask(base, 'PUT', route, {})
    expect(other.status).toBe(405)
    expect(other.headers.get('allow')).toBe('POST')
    expect((await ask(base, 'GET', '/')).status).toBe(404)
    expect((await ask(base, 'GET', '/share_poll?id=x')).status).toBe(501)
    expect(await sync(base, share, smallSession(sessionID))).toMatchObject({status: 200})
  })

  it('items of other sessions, of no kind, without an id', async () => {
    const world = await makeServeWorld()
    const {url: base} = await world.start()
    const share = await create(base, sessionID)
    const foreign = smallSession('ses_somebodyElses', 'Not yours.')
    const odd = [null, 7, {}, {type: 'part'}, {type: 'part', data: {}}, {type: 'x', data: {id: 1}}]
    expect(await sync(base, share, [...foreign, ...odd])).toMatchObject({status: 200})
    const items = `${world.state}/serve/${share.id}/items`
    const kept = await Promise.all(
      (await fs.readdir(items)).map((name) => fs.readFile(`${items}/${name}`, 'utf8')),
    )
    expect(kept.join('')).not.toContain('Not yours.')
    expect(world.log.join('\n')).toContain('left out')
    expect(world.log.join('\n')).not.toContain('Not yours.')
  })

  it('a body that is too large, and one that never ends', async () => {
    const {start} = await makeServeWorld()
    const {url: base} = await start({mostBytes: 200_000, patience: 1_000})
    const share = await create(base, sessionID)
    const large = smallSession(sessionID, 'x'.repeat(300_000))
    expect((await sync(base, share, large)).status).toBe(413)

    const {port} = new URL(base)
    const slow = net.connect(Number(port), '127.0.0.1')
    const head = ['POST /api/share HTTP/1.1', `Host: 127.0.0.1:${port}`]
    slow.write(
      `${[...head, 'Content-Type: application/json', 'Content-Length: 99'].join('\r\n')}\r\n\r\n{`,
    )
    const [answer] = (await once(slow, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /)
    slow.destroy()
    expect(await create(base, sessionID)).toEqual(share)
  })

  it('takes 50 MB at once', async () => {
    const {start} = await makeServeWorld()
    const {url: base} = await start()
    const share = await create(base, sessionID)
    const parts = Array.from({length: 100}, (_, index) => ({
      type: 'part',
      data: {
        ...{id: `prt_${1000 + index}`, messageID: 'msg_9', sessionID, type: 'text'},
        text: `line ${index}\n`.repeat(50_000),
      },
    }))
    const sending = sync(base, share, parts)
    // Others are answered meanwhile.
    expect((await create(base, 'ses_another00000000000000000')).id).not.toBe(share.id)
    expect((await sending).status).toBe(200)
  })
})

describe('pages of other sites', () => {
  it('change nothing, and cannot give this machine another name', async () => {
    const {start} = await makeServeWorld()
    const {url: base} = await start()
    const body = {sessionID}
    for (const headers of [
      {origin: 'https://evil.example'},
      {origin: 'null'},
      {'sec-fetch-site': 'cross-site'},
      {origin: base.replace('127.0.0.1', 'localhost')},
    ]) {
      expect((await ask(base, 'POST', '/api/share', body, headers)).status).toBe(403)
    }
    expect(
      (
        await ask(base, 'POST', `/session/${sessionID}/share`, undefined, {
          origin: 'https://evil.example',
        })
      ).status,
    ).toBe(403)
    expect((await ask(base, 'POST', '/api/share', body, {origin: base})).status).toBe(200)

    const {port} = new URL(base)
    const rebound = net.connect(Number(port), '127.0.0.1')
    rebound.write(`GET /doc HTTP/1.1\r\nHost: evil.example:${port}\r\n\r\n`)
    const [answer] = (await once(rebound, 'data')) as [Buffer]
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 421 /)
    rebound.destroy()
  })
})

describe('on an address that others can reach', () => {
  it('a token is needed, in a header or in the path', async () => {
    const {start} = await makeServeWorld()
    await expect(start({host: '0.0.0.0'})).rejects.toMatchObject({code: 'USAGE_INVALID'})
    const {url} = await start({host: '0.0.0.0', token: 'a-plainly-fake-token'})
    const base = url.replace('0.0.0.0', '127.0.0.1')
    const body = {sessionID}
    const without = await ask(base, 'POST', '/api/share', body)
    expect(without).toMatchObject({status: 401, json: {error: {code: 'REQUEST_INVALID'}}})
    expect(without.text).not.toContain('a-plainly-fake-token')
    for (const token of ['x', 'a-plainly-fake-toke', 'a-plainly-fake-token2']) {
      const headers = {authorization: `Bearer ${token}`}
      expect((await ask(base, 'POST', '/api/share', body, headers)).status).toBe(401)
      expect((await ask(base, 'POST', `/${token}/api/share`, body)).status).toBe(401)
    }
    const headers = {authorization: 'Bearer a-plainly-fake-token'}
    const created = await ask(base, 'POST', '/api/shares', body, headers)
    expect(created.status).toBe(200)
    const again = await ask(base, 'POST', '/a-plainly-fake-token/api/share', body)
    expect(again.json).toEqual(created.json)
  })

  it('takes its names without the port too where that is the one that clients leave out', async () => {
    const {start} = await makeServeWorld()
    const started = await start({port: 80}).catch((error) => {
      // Not everybody may listen there, and it may be taken.
      expect(error).toMatchObject({code: 'SERVE_PORT_TAKEN'})
    })
    if (!started) return
    expect((await ask('http://127.0.0.1', 'GET', '/doc')).status).toBe(200)
    expect((await ask('http://localhost', 'POST', '/api/share', {sessionID})).status).toBe(200)
  })

  it('never shows the token in the log', async () => {
    const {start, log} = await makeServeWorld()
    const {url: base} = await start({token: 'a-plainly-fake-token'})
    await ask(base, 'POST', '/a-plainly-fake-token/api/share', {sessionID})
    await ask(base, 'GET', '/a-plainly-fake-token')
    const headers = {authorization: 'Bearer a-plainly-fake-token'}
    expect((await ask(base, 'GET', '/a-plainly-fake-token/doc', undefined, headers)).status).toBe(
      200,
    )
    await ask(base, 'GET', '/a-plainly-fake-token', undefined, headers)
    await ask(base, 'GET', '/doc/a-plainly-fake-token', undefined, headers)
    expect(log.join('\n')).toContain('POST /api/share 200')
    expect(log.join('\n')).not.toContain('a-plainly-fake-token')
  })

  it.each([
    ['127.0.0.1', true],
    ['127.8.9.1', true],
    ['::1', true],
    ['localhost', true],
    ['0.0.0.0', false],
    ['127.0.0.1.evil.example', false],
    ['10.0.0.1', false],
  ])('%s is for this machine alone: %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected)
  })
})
