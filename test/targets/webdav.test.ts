import {describe, expect, it} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {webdav} from '../../src/targets/webdav.js'
import {versionOf} from './bundles.js'

const bundle = versionOf('one')
const address = 'https://dav.example.org/shares'
const env = {SESSIONPRESS_WEBDAV_USER: 'someone', SESSIONPRESS_WEBDAV_PASSWORD: 'not-a-secret'}

/** What a server answers to the requests that come, in their order; the last answer stays. */
function serverOf(...answers: (() => Response | Promise<Response>)[]) {
  const requests: {method: string; url: string; init: RequestInit}[] = []
  const fetch: typeof globalThis.fetch = async (url, init = {}) => {
    requests.push({method: init.method ?? 'GET', url: String(url), init})
    const answer = answers[Math.min(requests.length, answers.length) - 1]
    if (!answer) throw new Error('no answer')
    return answer()
  }
  const target = webdav(
    {endpoint: `${address}/`, url: 'https://example.org/shares', patience: 50, pause: 1},
    {env, fetch},
  )
  return {target, requests}
}

const status = (code: number, headers: Record<string, string> = {}) => {
  return () => new Response(null, {status: code, headers})
}

const listing = (xml: string) => () => new Response(xml, {status: 207})

const emptyRoot = listing(
  `<d:multistatus xmlns:d="DAV:"><d:response><d:href>/shares/</d:href><d:propstat><d:prop>
  <d:resourcetype><d:collection/></d:resourcetype></d:prop></d:propstat></d:response></d:multistatus>`,
)

describe('webdav', () => {
  it('plans the address that visitors open, and keeps credentials out of the receipt', () => {
    const {target, requests} = serverOf(status(500))
    const receipt = target.plan(bundle, 's_x')
    expect(receipt).toMatchObject({
      url: 'https://example.org/shares/s_x/',
      location: 'https://dav.example.org/shares/s_x',
    })
    expect(JSON.stringify(receipt)).not.toMatch(/someone|not-a-secret/)
    expect(requests).toEqual([])
  })

  it.each([
    [401, 'TARGET_DENIED'],
    [403, 'TARGET_DENIED'],
    [413, 'TARGET_FULL'],
    [507, 'TARGET_FULL'],
    [423, 'TARGET_UNAVAILABLE'],
    [405, 'TARGET_UNAVAILABLE'],
  ])('gives up at once where the server answers %i, with `%s`', async (code, expected) => {
    const {target, requests} = serverOf(emptyRoot, status(code))
    const failure = await target.publish(bundle, createShareID()).catch((error) => error)
    expect(failure).toMatchObject({code: expected, hint: expect.any(String)})
    expect(`${failure.message} ${failure.hint}`).not.toMatch(/not-a-secret|bm90LWEt/)
    expect(requests.slice(0, 2).map(({method}) => method)).toEqual(['PROPFIND', 'MKCOL'])
  })

  it.each([408, 429, 500, 502, 503, 504])('asks again where it answers %i', async (code) => {
    const {target, requests} = serverOf(status(code), status(code), emptyRoot)
    expect(await target.list()).toEqual([])
    expect(requests).toHaveLength(3)
  })

  it('asks again where the connection breaks, also in the middle of an answer', async () => {
    const broken = () => Promise.reject(new TypeError('fetch failed'))
    const torn = () => {
      const body = new ReadableStream({
        start(controller) {
          controller.enqueue(new TextEncoder().encode('<d:multistatus'))
        },
        pull(controller) {
          controller.error(new TypeError('terminated'))
        },
      })
      return new Response(body, {status: 207})
    }
    const {target, requests} = serverOf(broken, torn, emptyRoot)
    expect(await target.list()).toEqual([])
    expect(requests).toHaveLength(3)
  })

  it('asks a few times only', async () => {
    const {target, requests} = serverOf(status(503))
    await expect(target.list()).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(requests).toHaveLength(5)
  })

  it('does not wait as long as it is told to where that is too long', async () => {
    const {target, requests} = serverOf(status(503, {'retry-after': '3600'}), emptyRoot)
    await expect(target.list()).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(requests).toHaveLength(1)
  })

  it('gives up a request that stalls', async () => {
    const never = (signal: AbortSignal | null | undefined) =>
      new Promise<Response>((_, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason))
      })
    const target = webdav(
      {endpoint: address, url: address, patience: 10, pause: 1},
      {env, fetch: (_, init) => never(init?.signal)},
    )
    await expect(target.list()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('no answer for'),
    })
  })

  it('follows no redirect, where its credentials may have no business', async () => {
    const {target, requests} = serverOf(status(301, {location: 'https://elsewhere.example/'}))
    await expect(target.list()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      hint: expect.stringContaining('endpoint'),
    })
    expect(requests.map(({init}) => init.redirect)).toEqual(['manual'])
  })

  it.each([
    ['that is cut off', '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/shares/</d:href>'],
    ['without the collection itself', '<d:multistatus xmlns:d="DAV:"></d:multistatus>'],
    ['that is a page', '<!doctype html><title>Log in</title>'],
    ['that is empty', ''],
  ])('takes a listing %s for none, and removes nothing', async (_, xml) => {
    const {target, requests} = serverOf(listing(xml))
    const receipt = target.plan(bundle, createShareID())
    await expect(target.remove([receipt])).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    await expect(target.list()).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(requests.map(({method}) => method)).not.toContain('DELETE')
  })

  it('tells its credentials to no other host than the one that they are for', async () => {
    const headers: Headers[] = []
    const targetFor = (host: string | undefined) =>
      webdav(
        {endpoint: address, url: address},
        {
          env: {...env, SESSIONPRESS_WEBDAV_HOST: host},
          fetch: async (_, init) => {
            headers.push(new Headers(init?.headers))
            return new Response(null, {status: 401})
          },
        },
      )
    const refused = {code: 'TARGET_DENIED'}
    await expect(targetFor('dav.example.org').list()).rejects.toMatchObject(refused)
    await expect(targetFor('dav.example.com').list()).rejects.toMatchObject({
      ...refused,
      hint: expect.stringContaining('SESSIONPRESS_WEBDAV_HOST'),
    })
    await expect(targetFor(undefined).list()).rejects.toMatchObject({
      ...refused,
      hint: expect.stringContaining('SESSIONPRESS_WEBDAV_HOST=dav.example.org'),
    })
    expect(headers.map((each) => each.has('authorization'))).toEqual([true, false, false])
  })

  it('says that the root is not there, and does not take that for gone', async () => {
    const {target} = serverOf(status(404))
    const receipt = target.plan(bundle, createShareID())
    expect(await target.inspect([receipt])).toMatchObject([{isReachable: false}])
    await expect(target.publish(bundle, receipt.path)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('not there'),
    })
  })
})
