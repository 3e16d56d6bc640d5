import process from 'node:process'
import {build} from 'esbuild'
import * as v from 'valibot'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import type {S3Options} from '../../src/targets/s3/options.js'
import {s3, s3Schema} from '../../src/targets/s3.js'
import {versionOf} from './bundles.js'
import {type Asked, cannedCloudFront, serveCanned} from './canned-server.js'

const bundle = versionOf('one', {'page-0123456789abcdef.html': 'page'})
const needed = {bucket: 'shares', url: 'https://example.org/shares'}
const credentials = {AWS_ACCESS_KEY_ID: 'FAKEKEY', AWS_SECRET_ACCESS_KEY: 'FAKESECRET'}

function targetOf(options: Partial<S3Options> = {}, env: Record<string, string> = credentials) {
  return s3(
    {...needed, endpoint: 'http://127.0.0.1:1', pathStyle: true, ...options},
    {
      fetch,
      env,
      home: undefined,
      cacheFolder: () => {
        throw new Error('not used')
      },
    },
  )
}

describe('s3', () => {
  it.each([
    [{}, 'https://example.org/shares/s_x/', 'http://127.0.0.1:1/shares/s_x'],
    [{index: 'key'}, 'https://example.org/shares/s_x/', 'http://127.0.0.1:1/shares/s_x'],
    [{index: 'file'}, 'https://example.org/shares/s_x/index.html', 'http://127.0.0.1:1/shares/s_x'],
    [{prefix: '/a/b'}, 'https://example.org/shares/s_x/', 'http://127.0.0.1:1/shares/a/b/s_x'],
    [{prefix: 'a/b/'}, 'https://example.org/shares/s_x/', 'http://127.0.0.1:1/shares/a/b/s_x'],
    [{url: 'https://x.example//'}, 'https://x.example/s_x/', 'http://127.0.0.1:1/shares/s_x'],
  ] as const)('plans with %o to be read at %s', (options, url, location) => {
    const receipt = targetOf(options).plan(bundle, 's_x')
    expect(receipt).toMatchObject({type: 's3', path: 's_x', url, location})
    expect(receipt.files.map((file) => file.path)).toEqual([...bundle.keys()])
  })

  it('names the bucket alone where it lies at Amazon', () => {
    const {location} = s3(needed, {
      fetch,
      env: {},
      home: undefined,
      cacheFolder: () => '',
    }).plan(bundle, 's_x')
    expect(location).toBe('s3://shares/s_x')
  })

  it.each([
    {...needed, secretAccessKey: 'FAKE'},
    {bucket: 'shares'},
    {...needed, url: 'ftp://example.org'},
    {...needed, url: 'https://name:fake@example.org'},
    {...needed, endpoint: 'https://name:fake@example.org'},
    {...needed, url: 'https://example.org/?list'},
    {...needed, bucket: '../other'},
    {...needed, prefix: 'a/../b'},
    {...needed, prefix: 'a//b'},
    {...needed, index: 'none'},
    {...needed, cloudfront: '../x'},
    {...needed, region: 'x.evil.example/'},
  ])('does not take the options %o', (options) => {
    expect(v.is(s3Schema, options)).toBe(false)
  })

  it('takes every option, and only needs two', () => {
    expect(v.is(s3Schema, needed)).toBe(true)
    const rest = {prefix: 'a/b', region: 'auto', endpoint: 'https://x.example', pathStyle: true}
    expect(v.is(s3Schema, {...needed, ...rest, index: 'key', cloudfront: 'E2EXAMPLE'})).toBe(true)
  })

  it('loads the SDK when it is first used, and not before', async () => {
    const {metafile} = await build({
      entryPoints: ['src/targets/registry.ts'],
      bundle: true,
      packages: 'external',
      platform: 'node',
      format: 'esm',
      write: false,
      metafile: true,
    })
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports)
    const sdk = imports.filter(({path}) => /^@(?:aws-sdk|smithy)\//.test(path))
    expect(sdk.map(({path}) => path).sort()).toEqual([
      '@aws-sdk/client-cloudfront',
      '@aws-sdk/client-s3',
    ])
    expect(sdk.every(({kind}) => kind === 'dynamic-import')).toBe(true)
  })

  it('says that there are no credentials, and which to set', async () => {
    await expect(targetOf({}, {}).list()).rejects.toMatchObject({
      code: 'TARGET_DENIED',
      hint: expect.stringContaining('AWS_ACCESS_KEY_ID'),
    })
  })

  it('says that nobody names a region', async () => {
    const target = s3(needed, {
      fetch,
      env: {...credentials, AWS_CONFIG_FILE: '/nowhere'},
      home: undefined,
      cacheFolder: () => '',
    })
    await withoutRegion(async () => {
      await expect(target.list()).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
        hint: expect.stringContaining('`region`'),
      })
    })
  })

  it('tries again where nobody answers, then says so, without a warning of the SDK', async () => {
    const warnings: Error[] = []
    const keep = (warning: Error) => void warnings.push(warning)
    process.on('warning', keep)
    onTestFinished(() => void process.off('warning', keep))
    const target = targetOf()
    const code = 'TARGET_UNAVAILABLE'
    const receipt = target.plan(bundle, createShareID())
    await expect(target.publish(bundle, receipt.path)).rejects.toMatchObject({code})
    await expect(target.remove([receipt])).rejects.toMatchObject({code})
    await expect(target.inspect([receipt])).rejects.toMatchObject({code})
    await expect(target.find(receipt.path)).rejects.toMatchObject({code})
    await expect(target.list()).rejects.toMatchObject({code})
    await expect(target.check()).rejects.toMatchObject({code})
    expect(warnings).toEqual([])
  })

  it('does not wait for a server that says nothing', async () => {
    const server = await serveCanned(() => undefined)
    const env = {...credentials, AWS_MAX_ATTEMPTS: '2'}
    const target = targetOf({endpoint: server.url, patience: 100}, env)
    await expect(target.list()).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(server.asked).toHaveLength(2)
  })
})

/** A server without an object, but with what a test says of single requests. */
function emptyS3(said: (asked: Asked) => string | undefined) {
  return (asked: Asked) => {
    const body = said(asked)
    if (body !== undefined) return {body}
    if (asked.url.includes('versioning')) return {body: '<VersioningConfiguration/>'}
    if (asked.url.includes('list-type=2'))
      return {body: listing('<IsTruncated>false</IsTruncated>')}
    if (asked.method === 'POST') return {body: '<DeleteResult/>'}
    return {status: 501, body: '<Error><Code>NotImplemented</Code></Error>'}
  }
}

const listing = (inside: string) => `<ListBucketResult>${inside}</ListBucketResult>`

describe('s3 answers', () => {
  const error = (code: string) => `<Error><Code>${code}</Code><Message>m</Message></Error>`
  const receipt = targetOf().plan(bundle, createShareID())

  it.each([
    ['AccessDenied', 403, 'TARGET_DENIED', 'Allow them to list the bucket'],
    ['InvalidAccessKeyId', 403, 'TARGET_DENIED', 'AWS_ACCESS_KEY_ID'],
    ['ExpiredToken', 400, 'TARGET_DENIED', 'Log in again'],
    ['QuotaExceeded', 403, 'TARGET_FULL', 'quota'],
    ['InsufficientStorage', 507, 'TARGET_FULL', 'quota'],
    ['NoSuchBucket', 404, 'TARGET_UNAVAILABLE', '`bucket`'],
    ['PermanentRedirect', 301, 'TARGET_UNAVAILABLE', '`region`'],
    ['SlowDown', 503, 'TARGET_UNAVAILABLE', 'Run this again'],
    ['Whatever', 418, 'TARGET_UNAVAILABLE', 'Run this again'],
  ])('explains %s', async (name, status, code, hint) => {
    const server = await serveCanned(() => ({status, body: error(name)}))
    const target = targetOf({endpoint: server.url}, {...credentials, AWS_MAX_ATTEMPTS: '2'})
    await expect(target.list()).rejects.toMatchObject({code, hint: expect.stringContaining(hint)})
    expect(server.asked).toHaveLength(name === 'SlowDown' ? 2 : 1)
  })

  it('explains that a clock is wrong, and by how much', async () => {
    const date = new Date(Date.now() + 3_600_000).toUTCString()
    const server = await serveCanned(() => ({
      status: 403,
      body: error('RequestTimeTooSkewed'),
      headers: {date},
    }))
    await expect(targetOf({endpoint: server.url}).list()).rejects.toMatchObject({
      code: 'TARGET_DENIED',
      message: expect.stringMatching(/clock .* by about (?:59|60) min/),
    })
  })

  it.each([
    '',
    'nothing to see',
    '<html><body>Welcome</body></html>',
    '<ListBucketResult><IsTruncated>false</IsTrunc',
    listing(''),
    listing('<IsTruncated>true</IsTruncated>'),
    listing('<IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken>'),
  ])('takes no broken list for a whole one (%s)', async (body) => {
    const server = await serveCanned(() => ({body}))
    await expect(targetOf({endpoint: server.url}).list()).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
    })
  })

  it.each([
    ['AccessDenied', 'TARGET_DENIED', 1],
    ['InternalError', 'TARGET_UNAVAILABLE', 4],
  ])('does not pass over a single deletion that failed (%s)', async (name, code, tries) => {
    const key = `${receipt.path}/session.md`
    const failed = `<Error><Key>${key}</Key><Code>${name}</Code><Message>m</Message></Error>`
    const server = await serveCanned(
      emptyS3(({body}) =>
        body.includes('session.md') ? `<DeleteResult>${failed}</DeleteResult>` : undefined,
      ),
    )
    await expect(targetOf({endpoint: server.url}).remove([receipt])).rejects.toMatchObject({code})
    const about = server.asked.filter(({body}) => body.includes('session.md'))
    expect(about).toHaveLength(tries)
    expect(about.at(-1)?.body.match(/<Key>/g)).toHaveLength(tries === 1 ? 2 : 1)
  })

  it('takes deletions of what is not there for done', async () => {
    const gone = `<Error><Key>${receipt.path}/session.md</Key><Code>NoSuchKey</Code></Error>`
    const server = await serveCanned(
      emptyS3(({body}) => (body ? `<DeleteResult>${gone}</DeleteResult>` : undefined)),
    )
    await expect(targetOf({endpoint: server.url}).remove([receipt])).resolves.toEqual({notes: []})
  })
})

describe('CloudFront', () => {
  const isInvalidation = ({url}: Asked) => url.includes('/invalidation')

  async function removeAt(count: number, forget = cannedCloudFront()) {
    const storage = emptyS3(() => undefined)
    const server = await serveCanned((asked) =>
      isInvalidation(asked) ? forget(asked) : storage(asked),
    )
    const env = {...credentials, AWS_ENDPOINT_URL_CLOUDFRONT: server.url}
    const target = targetOf({endpoint: server.url, cloudfront: 'E2EXAMPLE'}, env)
    const receipts = Array.from({length: count}, () => target.plan(bundle, createShareID()))
    return {removal: target.remove(receipts), receipts, server}
  }

  it('forgets what is removed, after it is, and is waited for', async () => {
    const {removal, receipts, server} = await removeAt(2)
    await removal
    const calls = server.asked.filter(isInvalidation)
    expect(calls.map(({method}) => method)).toEqual(['POST', 'GET', 'GET'])
    expect(server.asked.slice(-3)).toEqual(calls)
    expect(calls[0]?.url).toContain('/distribution/E2EXAMPLE/invalidation')
    for (const {path} of receipts) {
      expect(calls[0]?.body).toContain(`<Path>/shares/${path}/*</Path>`)
    }
  })

  it('forgets all at once where they are many', async () => {
    const {removal, server} = await removeAt(20)
    await removal
    const [call] = server.asked.filter(isInvalidation)
    expect(call?.body.match(/<Path>.*?<\/Path>/g)).toEqual(['<Path>/shares/*</Path>'])
  })

  it.each([
    ['AccessDenied', 403, 'TARGET_DENIED'],
    ['NoSuchDistribution', 404, 'TARGET_UNAVAILABLE'],
  ])('says that it refuses (%s)', async (name, status, code) => {
    const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>m</Message></Error></ErrorResponse>`
    const {removal} = await removeAt(1, () => ({status, body}))
    await expect(removal).rejects.toMatchObject({code})
  })
})

/** The region of whoever runs the tests is none of theirs. */
async function withoutRegion(action: () => Promise<void>): Promise<void> {
  const names = ['AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_CONFIG_FILE', 'AWS_PROFILE']
  const before = names.map((name) => [name, process.env[name]] as const)
  for (const name of names) delete process.env[name]
  process.env.AWS_CONFIG_FILE = '/nowhere'
  try {
    await action()
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
