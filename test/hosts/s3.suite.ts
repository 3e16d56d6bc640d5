import type {IncomingMessage} from 'node:http'
import {inspect} from 'node:util'
import {GetObjectCommand} from '@aws-sdk/client-s3'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {rootFilesOf} from '../../src/session/bundle.js'
import type {S3Options} from '../../src/targets/s3/options.js'
import {inspectOne, type Receipt} from '../../src/targets/types.js'
import {verify} from '../../src/targets/verify.js'
import {bundleOf, versionOf} from '../targets/bundles.js'
import {cannedCloudFront, serveCanned} from '../targets/canned-server.js'
import {testTarget} from '../targets/conformance.js'
import {type Judge, startForwarder} from './forwarder.js'
import {type Bucket, makeBucket} from './s3-bucket.js'
import {type S3Server, startS3Server} from './s3-server.js'

let server: S3Server
beforeAll(async () => {
  server = await startS3Server()
})
afterAll(() => server?.stop())

const kinds = [
  {index: 'file', isVersioned: false, prefix: 'deep/er/'},
  {index: 'folder', isVersioned: false, prefix: ''},
  {index: 'key', isVersioned: false, prefix: ''},
  {index: 'file', isVersioned: true, prefix: ''},
  {index: 'folder', isVersioned: true, prefix: 'shares/'},
  {index: 'key', isVersioned: true, prefix: 'shares/'},
] as const

for (const {index, isVersioned, prefix} of kinds) {
  const kind = isVersioned ? 'a versioned bucket' : 'a bucket'
  testTarget(`s3, ${kind}, index ${index}, prefix "${prefix}"`, async () => {
    const bucket = await makeBucket(server, {isVersioned, prefix})
    const importable = bucket.target({index, url: new URL(bucket.website).origin, importable: true})
    return {...bucket, importable, target: bucket.target({index})}
  })
}

const first = versionOf('first', {
  'page-0123456789abcdef.html': 'page one',
  'media-aaaaaaaaaaaaaaaa.png': 'picture',
})
const second = versionOf('second', {'page-fedcba9876543210.html': 'page two'})

describe('what visitors get', () => {
  it.each(['file', 'folder', 'key'] as const)(
    'is the page at the printed address, and nothing after its removal (index %s)',
    async (index) => {
      const bucket = await makeBucket(server)
      const target = bucket.target({index})
      const receipt = await target.publish(first, createShareID())
      expect(receipt.url.endsWith(index === 'file' ? '/index.html' : '/')).toBe(true)
      expect(await verify(target, receipt, 'live', fetch)).toEqual({type: 'holds'})
      const page = await fetch(receipt.url)
      expect(page.headers.get('content-type')).toBe('text/html;charset=utf-8')
      expect(page.headers.get('cache-control')).toBe('no-cache')
      const picture = await fetch(new URL('media-aaaaaaaaaaaaaaaa.png', receipt.url))
      expect(picture.headers.get('content-type')).toBe('image/png')
      expect(picture.headers.get('cache-control')).toBe('no-cache')

      await target.remove([receipt])
      // So it says of what is not there to whoever may not list the bucket; only the bucket knows more.
      expect((await fetch(receipt.url)).status).toBe(403)
      expect(await verify(target, receipt, 'gone', fetch)).toEqual({type: 'holds'})
    },
  )

  it('does not take 403 for gone while the page is there', async () => {
    const bucket = await makeBucket(server)
    const target = bucket.target({index: 'file'})
    const receipt = await target.publish(first, createShareID())
    await bucket.allow('s3:GetBucketLocation')
    expect((await fetch(receipt.url)).status).toBe(403)
    expect(await verify(target, receipt, 'gone', fetch)).toMatchObject({type: 'unknown'})
  })
})

describe('versioned buckets', () => {
  it('keep no former version of a share after an update, and nothing of it after its removal', async () => {
    const bucket = await makeBucket(server, {isVersioned: true})
    const target = bucket.target({index: 'key'})
    const id = createShareID()
    const before = await target.publish(first, id)
    const after = await target.publish(second, id, before)
    const keys = [...second.keys(), ''].map((file) => `${id}/${file}`).sort()
    expect(await bucket.versions()).toEqual(keys)
    await target.remove([after])
    expect(await bucket.versions()).toEqual([])
  })

  it.each(['file', 'folder', 'key'] as const)(
    'keep none of what lay at the root of the host (index %s)',
    async (index) => {
      const bucket = await makeBucket(server, {isVersioned: true})
      const url = new URL(bucket.website).origin
      const target = bucket.target({index, url, importable: true})
      const id = createShareID()
      const {data, page} = rootFilesOf(id)
      const beside = (text: string) => bundleOf({[data]: `["${text}"]`, [page]: text})
      const receipt = await target.publish(new Map([...beside('one'), ...first]), id)
      if (index === 'folder') {
        const answer = await fetch(`${url}${data}`)
        expect(answer.headers.get('content-type')).toBe('application/json;charset=utf-8')
        expect(await answer.json()).toEqual(['one'])
        expect(await (await fetch(`${url}/share/${id}`)).text()).toBe('one')
      }
      const update = await target.publish(new Map([...beside('two'), ...second]), id, receipt)
      expect((await bucket.versions()).filter((key) => key === data.slice(1))).toHaveLength(1)
      await target.remove([update])
      expect(await bucket.versions()).toEqual([])
    },
  )

  it('keep every version of what others put there', async () => {
    const bucket = await makeBucket(server, {isVersioned: true})
    const target = bucket.target()
    const receipt = await target.publish(first, createShareID())
    const theirs = [
      `${receipt.path}/theirs.txt`,
      `${receipt.path}/page-1111111111111111.html`,
      'x.txt',
    ]
    for (const key of theirs) {
      for (const text of ['one', 'two']) await bucket.put(key, text)
    }
    await bucket.take('x.txt')
    const kept = [...theirs, ...theirs, 'x.txt (deleted)'].sort()
    await target.publish(second, receipt.path, receipt)
    await target.remove([target.plan(second, receipt.path)])
    expect(await bucket.versions()).toEqual(kept)
  })

  it('hide nothing that an earlier version of a share left, and lose it with the share', async () => {
    const bucket = await makeBucket(server, {isVersioned: true})
    const target = bucket.target()
    const id = createShareID()
    await target.publish(first, id)
    for (const file of first.keys()) await bucket.take(`${id}/${file}`)
    const receipt = target.plan(versionOf('other'), id)
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, isComplete: false})
    await target.remove([receipt])
    expect(await bucket.versions()).toEqual([])
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: true, present: []})
  })
})

describe('a page under the key of its folder', () => {
  it('belongs to what is inspected and removed', async () => {
    const bucket = await makeBucket(server)
    const target = bucket.target({index: 'key'})
    const receipt = await target.publish(first, createShareID())
    const key = `${receipt.path}/`
    await bucket.take(key)
    expect(await inspectOne(target, receipt)).toMatchObject({wrong: ['index.html']})
    await target.publish(first, receipt.path, receipt)
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    for (const file of first.keys()) await bucket.take(`${receipt.path}/${file}`)
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false})
    await target.remove([receipt])
    expect(await bucket.versions()).toEqual([])
  })

  it.each(['update', 'removal'])('goes with a %s once it is not asked for any more', async (by) => {
    const bucket = await makeBucket(server)
    const receipt = await bucket.target({index: 'key'}).publish(first, createShareID())
    const target = bucket.target({index: 'file'})
    if (by === 'update') await target.publish(first, receipt.path, receipt)
    else await target.remove([receipt])
    expect(await bucket.versions()).not.toContain(`${receipt.path}/`)
  })

  it('is never laid over, nor removed, where another object has that key', async () => {
    const bucket = await makeBucket(server)
    const receipt = await bucket.target().publish(first, createShareID())
    await bucket.put(`${receipt.path}/`, 'theirs')
    const before = await bucket.served()
    const update = bucket.target({index: 'key'}).publish(first, receipt.path, receipt)
    await expect(update).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
    expect(await bucket.served()).toEqual(before)
    await bucket.target().remove([receipt])
    expect(await bucket.served()).toEqual({[`${receipt.path}/`]: 'theirs'})
  })
})

describe('many', () => {
  it('files of one share are published, inspected and removed', async () => {
    const bucket = await makeBucket(server, {isVersioned: true})
    const target = bucket.target()
    const names = Array.from({length: 1005}, (_, at) => at.toString(16).padStart(16, '0'))
    const pages = Object.fromEntries(names.map((name) => [`page-${name}.html`, name]))
    const receipt = await target.publish(versionOf('big', pages), createShareID())
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true, wrong: []})
    expect((await target.find(receipt.path))?.files).toHaveLength(1008)
    await target.remove([receipt])
    expect(await bucket.versions()).toEqual([])
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: true})
  })

  it('shares are listed, inspected and removed by one call', async () => {
    const bucket = await makeBucket(server)
    const target = bucket.target()
    const receipts: Receipt[] = []
    const bundle = bundleOf({'.sessionpress': 'marker', 'index.html': 'page'})
    for (let at = 0; at < 1005; at += 15) {
      const batch = Array.from({length: 15}, () => target.plan(bundle, createShareID()))
      receipts.push(...batch)
      await Promise.all(
        batch.flatMap(({path}) => [
          bucket.put(`${path}/.sessionpress`, 'marker'),
          bucket.put(`${path}/index.html`, 'page'),
        ]),
      )
    }
    await bucket.put('theirs.txt', 'theirs')
    expect(await target.list()).toEqual(receipts.map(({path}) => path).sort())
    expect((await target.inspect(receipts)).every(({isComplete}) => isComplete)).toBe(true)
    await target.remove(receipts)
    expect(await bucket.versions()).toEqual(['theirs.txt'])
    expect((await target.inspect(receipts)).every(({isGone}) => isGone)).toBe(true)
  })
})

it('leaves keys alone that are hard to write down', async () => {
  const bucket = await makeBucket(server, {isVersioned: true})
  const target = bucket.target()
  const receipt = await target.publish(first, createShareID())
  const theirs = ['a b', 'a+b', 'a%20b', 'é&<', 'a\u0001b'].map((name) => `${receipt.path}/${name}`)
  for (const key of theirs) await bucket.put(key, 'theirs')
  expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
  await target.remove([receipt])
  for (const Key of theirs) {
    const {Body} = await bucket.client.send(new GetObjectCommand({Bucket: bucket.name, Key}))
    expect(await Body?.transformToString()).toBe('theirs')
  }
})

describe('refusals', () => {
  const everyCall = async (options: Partial<S3Options>, env: Record<string, string>) => {
    const bucket = await makeBucket(server)
    const receipt = await bucket.target().publish(first, createShareID())
    const target = bucket.target(options, env)
    const before = await bucket.served()
    const calls = [
      () => target.publish(first, createShareID()),
      () => target.publish(second, receipt.path, receipt),
      () => target.remove([receipt]),
      () => target.inspect([receipt]),
      () => target.find(receipt.path),
      () => target.list(),
      () => target.check(),
    ]
    const errors = []
    for (const call of calls) errors.push(await call().then(String, (error: unknown) => error))
    expect(await bucket.served()).toEqual(before)
    return errors
  }

  it('say that the secret is wrong, and never tell it', async () => {
    const errors = await everyCall({}, {AWS_SECRET_ACCESS_KEY: 'FAKEWRONGSECRET'})
    for (const error of errors) {
      expect(error).toMatchObject({
        code: 'TARGET_DENIED',
        hint: expect.stringContaining('AWS_SECRET_ACCESS_KEY'),
      })
      expect(inspect(error, {depth: 9})).not.toMatch(/FAKEWRONGSECRET|TESTKEY|Signature=/)
    }
  })

  it('come where nobody could tell what is missing', async () => {
    const bucket = await makeBucket(server)
    const receipt = await bucket.target().publish(first, createShareID())
    await bucket.allow('s3:GetObject', 's3:PutObject', 's3:DeleteObject')
    await bucket.take(`${receipt.path}/index.html`)
    const target = bucket.target({}, server.stranger)
    const denied = {code: 'TARGET_DENIED', hint: expect.stringContaining('list the bucket')}
    await expect(target.inspect([receipt])).rejects.toMatchObject(denied)
    await expect(target.publish(first, createShareID())).rejects.toMatchObject(denied)
    await expect(target.remove([receipt])).rejects.toMatchObject(denied)
    await bucket.allow('s3:GetObject', 's3:ListBucket', 's3:ListBucketVersions')
    expect(await inspectOne(target, receipt)).toMatchObject({wrong: ['index.html']})
  })

  it('say that there is no such bucket', async () => {
    for (const error of await everyCall({bucket: 'no-such-bucket'}, {})) {
      expect(error).toMatchObject({
        code: 'TARGET_UNAVAILABLE',
        hint: expect.stringContaining('`bucket`'),
      })
    }
  })

  it('come before anything is published to a bucket with Object Lock', async () => {
    const bucket = await makeBucket(server, {isLocked: true})
    const publish = bucket.target().publish(first, createShareID())
    await expect(publish).rejects.toMatchObject({
      code: 'TARGET_DENIED',
      message: expect.stringContaining('Object Lock'),
    })
    expect(await bucket.versions()).toEqual([])
    expect(await bucket.target().check()).toContainEqual(
      expect.objectContaining({level: 'bad', message: expect.stringContaining('Object Lock')}),
    )
    expect(await bucket.versions()).toEqual([])
  })
})

describe('check', () => {
  it('reports that everybody can list every share', async () => {
    const bucket = await makeBucket(server)
    const bad = {level: 'bad', message: expect.stringContaining('list every share')}
    expect(await bucket.target().check()).not.toContainEqual(expect.objectContaining(bad))
    await bucket.allow('s3:GetObject', 's3:ListBucket')
    expect(await bucket.target().check()).toContainEqual(expect.objectContaining(bad))
    expect(await bucket.target({index: 'file'}).check()).toContainEqual(
      expect.objectContaining(bad),
    )
  })

  it('reports an address at which the page does not lie', async () => {
    const bucket = await makeBucket(server)
    const results = await bucket.target({index: 'folder', url: bucket.address}).check()
    expect(results.filter(({level}) => level === 'bad')).toMatchObject([
      {message: expect.stringContaining('403'), hint: expect.stringContaining('`index`')},
    ])
  })

  it('says how a page that is gone answers, and leaves nothing behind', async () => {
    const bucket = await makeBucket(server, {isVersioned: true})
    expect(await bucket.target().check()).toContainEqual(
      expect.objectContaining({level: 'warning', message: expect.stringContaining('403')}),
    )
    await bucket.allow('s3:GetObject', 's3:ListBucket')
    expect(await bucket.target({index: 'key'}).check()).toContainEqual(
      expect.objectContaining({level: 'good', message: expect.stringContaining('answers 404')}),
    )
    expect(await bucket.versions()).toEqual([])
  })
})

describe('on the way', () => {
  async function through(bucket: Bucket, judge: Judge, options: Partial<S3Options> = {}) {
    const forwarder = await startForwarder(server.endpoint, {judge})
    onTestFinished(() => forwarder.stop())
    return bucket.target({endpoint: forwarder.url, ...options})
  }
  const isPutOf = (file: string, {method, url = ''}: IncomingMessage) =>
    method === 'PUT' && new URL(url, 'http://x').pathname.endsWith(`/${file}`)

  it.each(['.sessionpress', 'index.html'])(
    'an answer that is lost after the server stored %s does no harm',
    async (file) => {
      const bucket = await makeBucket(server)
      let lost = 0
      const target = await through(bucket, (request) =>
        isPutOf(file, request) && lost++ === 0 ? 'lose' : 'pass',
      )
      const receipt = await target.publish(first, createShareID())
      expect(lost).toBe(2)
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    },
  )

  it('a file that somebody puts there meanwhile stays theirs, and ours go', async () => {
    const bucket = await makeBucket(server)
    const id = createShareID()
    const lay: Judge = async (request) => {
      if (isPutOf('index.html', request)) await bucket.put(`${id}/index.html`, 'theirs')
      return 'pass' as const
    }
    const target = await through(bucket, lay)
    await expect(target.publish(first, id)).rejects.toMatchObject({code: 'TARGET_PATH_TAKEN'})
    expect(await bucket.served()).toEqual({[`${id}/index.html`]: 'theirs'})
  })

  it.each([
    {isVersioned: false, file: 'index.html'},
    {isVersioned: true, file: 'index.html'},
    {isVersioned: true, file: ''},
  ])(
    'a failure at the end of a publication leaves what was there (%o)',
    async ({isVersioned, file}) => {
      const bucket = await makeBucket(server, {isVersioned})
      let isFailing = true
      const target = await through(
        bucket,
        (request) => (isFailing && isPutOf(file, request) ? 403 : 'pass'),
        {index: 'key'},
      )
      const id = createShareID()
      const code = 'TARGET_DENIED'
      await expect(target.publish(first, id)).rejects.toMatchObject({code})
      expect(await bucket.versions()).toEqual([])

      isFailing = false
      const receipt = await target.publish(first, id)
      const [served, versions] = [await bucket.served(), await bucket.versions()]
      isFailing = true
      await expect(target.publish(second, id, receipt)).rejects.toMatchObject({code})
      expect(await bucket.served()).toEqual(served)
      expect(await bucket.versions()).toEqual(versions)
      expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    },
  )

  it('the page of a share that is removed is gone before anything else', async () => {
    const bucket = await makeBucket(server)
    let isFailing = false
    let deletions = 0
    const target = await through(bucket, ({method, url = ''}) =>
      isFailing && method === 'POST' && url.includes('delete') && deletions++ > 0 ? 403 : 'pass',
    )
    const receipt = await target.publish(first, createShareID())
    isFailing = true
    await expect(target.remove([receipt])).rejects.toMatchObject({code: 'TARGET_DENIED'})
    const rest = [...first.keys()].filter((file) => file !== 'index.html')
    expect((await inspectOne(target, receipt)).present.sort()).toEqual(rest.sort())
    isFailing = false
    await target.remove([receipt])
    expect(await bucket.versions()).toEqual([])
  })
})

it('has CloudFront forget what is replaced and what is removed', async () => {
  const bucket = await makeBucket(server)
  const forget = cannedCloudFront()
  const {url, asked} = await serveCanned((one) => forget(one))
  const target = bucket.target({cloudfront: 'E2EXAMPLE'}, {AWS_ENDPOINT_URL_CLOUDFRONT: url})
  const receipt = await target.publish(first, createShareID())
  expect(asked).toEqual([])
  const update = await target.publish(second, receipt.path, receipt)
  expect(asked.map(({method}) => method)).toEqual(['POST', 'GET', 'GET'])
  await target.remove([update])
  expect(asked.filter(({method}) => method === 'POST')).toHaveLength(2)
})
