import {createHash, randomBytes} from 'node:crypto'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createSpool} from '../../src/bundle/spool.js'
import {encryptBundle} from '../../src/encryption/encrypt-bundle.js'
import {fingerprintOf} from '../../src/encryption/fingerprint.js'
import type {Random} from '../../src/encryption/seal.js'
import type {Bundle, Content} from '../../src/session/bundle.js'
import {mediaTypeOf} from '../../src/session/media-types.js'
import {stretch} from '../../templates/opener/derive.js'
import {validateHtml} from '../support/validate-html.js'
import {headerOf, readEncrypted, textOf} from './independent-reader.js'

const shareID = 's_0123456789abcdefghjkmnpqrs'
const secret = Buffer.alloc(32, 7)
const key = secret.toString('base64url')
const salt = Buffer.alloc(16, 9).toString('base64url')
const sha256Base64 = (text: string) => createHash('sha256').update(text).digest('base64')
const hashOf = (text: string) => `'sha256-${sha256Base64(text)}'`
const policy = `default-src 'none'; style-src ${hashOf('a{}')}; script-src ${hashOf('b()')} 'self'; img-src data:`
const page = (text: string) =>
  `<!DOCTYPE html>\n<meta http-equiv="Content-Security-Policy" content="${policy.replaceAll("'", '&#39;')}">${text}`

/** What no byte of an encrypted bundle may show: text and names of the plain one. */
const canaries = /escapement|pendulum|page-00|session\.md|media-|search-|house/

const plain: Bundle = new Map([
  ['.sessionpress', contentOf('{"format":1}\n')],
  ['media-0123456789abcdef.txt', contentOf('')],
  ['search-0123456789abcdef.js', contentOf('globalThis.sessionpressSearch={}')],
  ['session.md', contentOf('# The escapement\n')],
  ['style-0123456789abcdef.css', contentOf('house{}')],
  ['page-0000000000000000.html', contentOf(page('pendulum'))],
  ['index.html', contentOf(page('escapement '.repeat(10_000)))],
])

describe('an encrypted bundle', () => {
  it('is read by Node’s own cryptography, and is what went in', async () => {
    const read = await readEncrypted(await encrypt(plain), key)
    expect([...read.keys()]).toEqual([...plain.keys()].filter((name) => name !== '.sessionpress'))
    for (const [name, bytes] of read) expect(bytes.toString()).toBe(await textOf(plain, name))
  })

  it('is one page for a small session, and files for a large one', async () => {
    expect([...(await encrypt(plain)).keys()]).toEqual(['.sessionpress', 'index.html'])

    const noise = randomBytes(9_000_000)
    const large = await encrypt(new Map([...plain, ['media-1.png', contentOf(noise)]]))
    const names = [...large.keys()]
    expect(names.filter((name) => !/^data-[0-9a-f]{16}\.js$/.test(name))).toEqual([
      '.sessionpress',
      'index.html',
    ])
    // Six small files, and three blocks for the noise.
    expect(names).toHaveLength(2 + 6 + 3)
    const read = await readEncrypted(large, key)
    expect(read.get('media-1.png')?.equals(noise)).toBe(true)
  })

  it('shows no word and no name of what is in it', async () => {
    for (const bundle of [await encrypt(plain), await encrypt(heavy())]) {
      for (const name of bundle.keys()) {
        const text = await textOf(bundle, name)
        expect(`${name}\n${text}`).not.toMatch(canaries)
        for (const block of text.match(/[\w+/=]{100,}/g) ?? []) {
          expect(Buffer.from(block, 'base64').toString('latin1')).not.toMatch(canaries)
        }
      }
      expect(await textOf(bundle, '.sessionpress')).toBe('{"format":1}\n')
    }
  })

  it('allows what its pages carry by hash, and fetches nothing', async () => {
    const text = await textOf(await encrypt(plain), 'index.html')
    const [, said = ''] = /content="(default-src[^"]*)"/.exec(text) ?? []
    expect(said.replaceAll('&#39;', "'").split('; ')).toEqual([
      "default-src 'none'",
      `style-src ${hashOf('p{}')} ${hashOf('house{}')} ${hashOf('a{}')}`,
      `script-src ${hashOf('opens()')} ${hashOf('b()')}`,
      'img-src data:',
      "base-uri 'none'",
      "form-action 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types sp',
    ])
    expect(await textOf(await encrypt(heavy()), 'index.html')).toContain(
      `${hashOf('b()').replaceAll("'", '&#39;')} &#39;self&#39;`,
    )
    expect(text).not.toMatch(/og:|twitter:|rel="alternate"|<img|href=/)
    expect(text).toContain('<meta name="robots" content="noindex, nofollow">')
    expect(text).toContain('<meta name="referrer" content="no-referrer">')
    expect(await validateHtml(text)).toEqual([])
  })

  it('is never the same twice, and never uses a nonce twice', async () => {
    const [one, other] = [await encrypt(plain), await encrypt(plain)]
    expect(one.get('index.html')?.sha256).not.toBe(other.get('index.html')?.sha256)
    const page = await textOf(one, 'index.html')
    const nonces = [...page.matchAll(/id="sp-b\d+">([\w+/]{16})/g)].map(([, start]) => start)
    expect(nonces).toHaveLength(7)
    expect(new Set(nonces).size).toBe(7)
  })

  it('takes all that is random from what is handed in', async () => {
    const [one, other] = [
      await encrypt(plain, {random: counter()}),
      await encrypt(plain, {random: counter()}),
    ]
    expect(one.get('index.html')?.sha256).toBe(other.get('index.html')?.sha256)
  })

  it('has the same size for contents of about the same size', async () => {
    const sizes = ['a', 'ab', 'abc'.repeat(100)].map(async (text) => {
      const bundle = await encrypt(new Map([...plain, ['session.md', contentOf(text)]]))
      return bundle.get('index.html')?.size
    })
    expect(new Set(await Promise.all(sizes)).size).toBe(1)
  })
})

describe('an encrypted bundle is refused', () => {
  it('with another key', async () => {
    const other = Buffer.alloc(32, 8).toString('base64url')
    await expect(readEncrypted(await encrypt(plain), other)).rejects.toThrow(/authenticate/)
  })

  it('without its passphrase, and with another one', async () => {
    const stretched = await stretch('tïck', Buffer.from(salt, 'base64url'))
    const bundle = await encrypt(plain, {passphrase: {stretched, salt}})
    expect((await readEncrypted(bundle, key, 'tïck')).size).toBe(6)
    await expect(readEncrypted(bundle, key, 'tick')).rejects.toThrow(/authenticate/)
    await expect(readEncrypted(bundle, key)).rejects.toThrow(/authenticate/)
    // The same letters, typed on another system.
    const apart = await stretch('tïck'.normalize('NFD'), Buffer.from(salt, 'base64url'))
    expect(apart).toEqual(stretched)
  })

  it.each([
    ['share', {share: 's_z123456789abcdefghjkmnpqrs'}],
    ['edition', {edition: Buffer.alloc(16, 3).toString('base64url')}],
    ['number of blocks', {blocks: 6}],
    ['salt', {salt}],
  ])('with another %s', async (_, change) => {
    const bundle = await encrypt(plain)
    const page = await textOf(bundle, 'index.html')
    const header = JSON.stringify({...headerOf(page), ...change})
    const changed = page.replace(/(id="sp-sealed">)[^<]*/, `$1${header}`)
    const spoilt: Bundle = new Map([['index.html', contentOf(changed)]])
    await expect(readEncrypted(spoilt, key)).rejects.toThrow(/authenticate/)
  })

  it.each([
    ['swapped', (page: string) => swap(page, 1, 2)],
    ['cut short', (page: string) => page.replace(/(id="sp-b2">[^<]*).{8}</, '$1<')],
    [
      'changed',
      (page: string) =>
        page.replace(/(id="sp-b2">.{40})(.)/, (_, a, b) => a + (b === 'A' ? 'B' : 'A')),
    ],
  ])('when a block is %s', async (_, spoil) => {
    const text = await textOf(await encrypt(plain), 'index.html')
    const spoilt: Bundle = new Map([['index.html', contentOf(spoil(text))]])
    await expect(readEncrypted(spoilt, key)).rejects.toThrow(/authenticate/)
  })

  it('when a block is of another edition', async () => {
    const [one, other] = await Promise.all(
      [plain, plain].map(async (bundle) => textOf(await encrypt(bundle), 'index.html')),
    )
    const block = /id="sp-b2">[^<]*/
    const mixed = (one ?? '').replace(block, block.exec(other ?? '')?.[0] ?? '')
    const spoilt: Bundle = new Map([['index.html', contentOf(mixed)]])
    await expect(readEncrypted(spoilt, key)).rejects.toThrow(/authenticate/)
  })
})

describe('the fingerprint of a plain bundle', () => {
  const known = {secret, stretched: undefined, opener: ['p{}', 'opens()']}

  it('is the same for the same, and another one for anything else', () => {
    const first = fingerprintOf(plain, known)
    expect(fingerprintOf(new Map(plain), known)).toBe(first)
    const others = [
      fingerprintOf(new Map([...plain, ['session.md', contentOf('other')]]), known),
      fingerprintOf(plain, {...known, secret: Buffer.alloc(32, 1)}),
      fingerprintOf(plain, {...known, stretched: Buffer.alloc(32, 1)}),
      fingerprintOf(plain, {...known, opener: ['p{}opens()', '']}),
    ]
    expect(new Set([first, ...others]).size).toBe(5)
  })
})

function contentOf(content: string | Uint8Array): Content {
  const bytes = Buffer.from(content)
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *read() {
      for (let at = 0; at < bytes.length; at += 70_000) yield bytes.subarray(at, at + 70_000)
    },
  }
}

async function encrypt(
  bundle: Bundle,
  change: {random?: Random; passphrase?: {stretched: Uint8Array; salt: string}} = {},
): Promise<Bundle> {
  const spool = createSpool()
  onTestFinished(() => spool.dispose())
  const {add, hold} = spool
  const opener = {style: 'p{}', script: 'opens()', sha256Base64}
  const how = {shareID, secret, opener, random: randomBytes, typeOf: mediaTypeOf, add, hold}
  await encryptBundle(bundle, {...how, ...change})
  return spool.bundle()
}

function heavy(): Bundle {
  return new Map([...plain, ['media-2.txt', contentOf('pendulum '.repeat(600_000))]])
}

/** Gives the same bytes each time. */
function counter(): Random {
  let count = 0
  return (length) => createHash('shake256', {outputLength: length}).update(`${count++}`).digest()
}

function swap(page: string, a: number, b: number): string {
  const of = (number: number) => new RegExp(`(?<=id="sp-b${number}">)[^<]*`)
  const [first = '', second = ''] = [of(a).exec(page)?.[0], of(b).exec(page)?.[0]]
  return page.replace(of(a), second).replace(of(b), first)
}
