import {describe, expect, it} from 'vitest'
import {type ScanBundleOptions, scanBundle} from '../../src/gate/scan-bundle.js'
import {fake} from '../../src/redact/fake.js'
import type {Bundle} from '../../src/session/bundle.js'
import {bundleOf} from '../targets/bundles.js'

/** What no rule knows; `&`, `"` and `/` are written otherwise in most encodings. */
const canary = 'Canary&for"tests/only<it>'
const known = [{value: canary, origin: 'the variable CANARY'}]
const token = `ghp_${fake('alphanumeric', 36)}`

describe('what was found clean before', () => {
  const long = Array.from({length: 20_000}, (_, count) => `line ${count} of a file\n`).join('')
  const verdictsFrom = (known: readonly string[]) => {
    const now = new Set<string>()
    return {known, now, clean: (name: string) => void now.add(name)}
  }

  it('is passed over, and what was added is not', async () => {
    const first = verdictsFrom([])
    await scan({'session.md': long}, {verdicts: first})
    const second = verdictsFrom([...first.now])
    expect(await scan({'session.md': long}, {verdicts: second})).toEqual([])
    expect(second.now).toEqual(first.now)
    const grown = `${long.slice(0, 200_000)}\n${token}\n${long.slice(200_000)}`
    const found = await scan({'session.md': grown}, {verdicts: second})
    expect(found).toMatchObject([{rule: 'github-token', file: 'session.md'}])
  })

  it('is searched for known values all the same', async () => {
    const verdicts = verdictsFrom([])
    const text = `${long}${canary}`
    await scan({'session.md': text}, {verdicts})
    const again = await scan(
      {'session.md': text},
      {known, verdicts: verdictsFrom([...verdicts.now])},
    )
    expect(again).toMatchObject([{rule: 'known-value'}])
  })

  it('does not hold for what something was found in', async () => {
    const verdicts = verdictsFrom([])
    const files = {'session.md': `the key ${token}`}
    await scan(files, {verdicts})
    expect(verdicts.now.size).toBe(0)
    expect(await scan(files, {verdicts: verdictsFrom([...verdicts.now])})).toHaveLength(1)
  })
})

describe('a known value', () => {
  const json = JSON.stringify(canary).slice(1, -1)
  const base64 = (before: string) =>
    Buffer.from(`${before}${canary} and more`, 'utf8').toString('base64')
  const html = canary.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

  it.each([
    ['the text of a page', 'index.html', '<p>Canary&amp;for"tests/only&lt;it&gt;</p>'],
    ['a page as it is', 'index.html', `<p>${canary}</p>`],
    ['a value of a page', 'index.html', `<a title="${html}">x</a>`],
    [
      'colours of a page',
      'index.html',
      `<pre><i>Can</i><i class="k">ary</i>&amp;for"tests/only&lt;it></pre>`,
    ],
    [
      'JSON in a script of a page',
      'page-1.html',
      `<script>{"a":"${json.replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)}"}</script>`,
    ],
    ['Markdown', 'session.md', `# Title\n\n${canary}`],
    ['JSON', 'session.json', `{"text":"${json}"}`],
    ['JSON in JSON', 'session.json', JSON.stringify({text: JSON.stringify({a: canary})})],
    ['a search index', 'search-1.js', `add("${json.replaceAll('/', '\\/')}")`],
    ['a URL', 'media-1.txt', `https://example.com/?a=${encodeURIComponent(canary)}`],
    [
      'a URL in lower case',
      'media-1.txt',
      encodeURIComponent(canary).toLowerCase().replace('canary', 'Canary'),
    ],
    ['base64', 'session.json', base64('')],
    ['base64, a byte later', 'session.json', base64('a')],
    ['base64, two bytes later', 'session.json', base64('ab')],
    ['base64 for URLs', 'session.md', Buffer.from(`>>>${canary}`).toString('base64url')],
    ['a picture', 'media-1.png', `\x89PNG\r\n\x1a\n\0\0${canary}`],
    ['the marker', '.sessionpress', canary],
  ])('is found in %s', async (_where, file, text) => {
    const found = await scan({[file]: text}, {known})
    expect(found.map(({file, rule}) => [file, rule])).toContainEqual([file, 'known-value'])
  })

  it('is told of with its place and nothing of it but its ends', async () => {
    const files = {'session.md': `1\n2\n3 ${canary}\n`}
    expect(await scanBundle(bundleOf(files), {known, fingerprint})).toEqual([
      {
        id: `known-value:${fingerprint(canary)}`,
        file: 'session.md',
        detector: 'known-value',
        what: 'the value of the variable CANARY',
        sample: 'Cana…t>',
        line: 3,
      },
    ])
  })

  it('is found wherever pieces of a big file end', async () => {
    for (const shift of [0, 5, 20, 24, 30]) {
      const text = `${'x'.repeat(262_144 - 15 + shift - 10)} ${canary} ${'y '.repeat(200_000)}`
      expect(await scan({'session.md': text}, {known})).toHaveLength(1)
    }
  })
})

describe('a secret that a rule knows', () => {
  it.each([
    ['a page', 'index.html', `<p>It is ${token}, I think.</p>`],
    [
      'a page, cut by colours',
      'index.html',
      `<pre><code>${token.slice(0, 9)}<span class="k">${token.slice(9)}</span></code></pre>`,
    ],
    ['a page, in bold', 'index.html', `<p>${token.slice(0, 9)}<b>${token.slice(9)}</b></p>`],
    [
      'a page, beside a word',
      'index.html',
      `<table><tr><td>abc</td><td>${token}</td></tr></table>`,
    ],
    ['an address', 'index.html', `<a href="https://example.com/?t=${token}">x</a>`],
    ['a style', 'index.html', `<style>/* ${token} */</style>`],
    ['a comment', 'index.html', `<!-- ${token} -->`],
    [
      'a file of a page',
      'index.html',
      `<a href="data:text/plain;base64,${Buffer.from(`\n\nis ${token}`).toString('base64')}">x</a>`,
    ],
    ['Markdown', 'session.md', `    ${token}`],
    ['JSON', 'session.json', JSON.stringify({text: `\n${token}\n`})],
    [
      'what `opencode import` fetches',
      '/api/share/s_1/data',
      `[{"data":"\\u0067${token.slice(1)}"}]`,
    ],
    ['a search index', 'search-1.js', `"${token}"`],
    ['a long output', 'media-1.txt', token],
  ])('is found in %s', async (_where, file, text) => {
    expect(await scan({[file]: text})).toContainEqual({
      file,
      rule: 'github-token',
      id: `github-token:${fingerprint(token)}`,
    })
  })

  it('is found wherever pieces of a big file end, once', async () => {
    for (const shift of [0, 20, 40, 60]) {
      const text = `${'words '.repeat(43_685)}${'x'.repeat(shift)} ${token} ${'words '.repeat(90_000)}`
      const json = JSON.stringify({text: text.replaceAll(' ', '\n')})
      const files = {'session.md': text, 'index.html': `<p>${text}</p>`, 'session.json': json}
      const found = await scan(files)
      expect(found.filter(({rule}) => rule === 'github-token')).toHaveLength(3)
    }
  })

  it('passes when it is allowed', async () => {
    const isAllowed = (value: string) => value === token
    expect(await scan({'session.md': token}, {isAllowed})).toEqual([])
  })
})

describe('secretlint', () => {
  // With a sign that the vendor does not use, so that no rule of ours takes it for one.
  const key = `lin_api_${fake('alphanumeric', 20)}_${fake('alphanumeric', 20)}`

  it('is asked too', async () => {
    expect(await detectorsOf(`it is ${key} now`)).toEqual(['secretlint'])
  })

  it('is not switched off by what a session says', async () => {
    expect(await detectorsOf(`<!-- secretlint-disable -->\n${key}`)).toEqual(['secretlint'])
  })

  it('finds nothing in marks of redaction and examples of documentation', async () => {
    const text =
      'postgres://app:[redacted:url-password#1]@db.example.com/x AKIAIOSFODNN7EXAMPLE ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'
    expect(await scan({'session.md': text, 'index.html': `<p>${text}</p>`})).toEqual([])
  })
})

describe('what is no secret', () => {
  it('passes: pictures, ids, text', async () => {
    const png = Buffer.concat([
      Buffer.from('\x89PNG\r\n\x1a\n\0\0\0', 'latin1'),
      Buffer.alloc(90_000, 7),
    ])
    expect(
      await scan(
        {
          'index.html': `<p>Hello</p><img src="data:image/png;base64,${png.toString('base64')}">`,
          'session.json':
            '{"id": "ses_5f2aa11ce0ffeFixtureSession", "hash": "fa4e0123456789abcdef"}',
        },
        {known},
      ),
    ).toEqual([])
  })
})

describe('a failure', () => {
  it.each([
    ['throws', 'throw new Error("broken")'],
    [
      'throws later',
      'import {parentPort} from "node:worker_threads"; parentPort.on("message", () => {throw new Error("broken")})',
    ],
    [
      'rejects',
      'import {parentPort} from "node:worker_threads"; parentPort.on("message", async () => {throw new Error("broken")})',
    ],
    [
      'ends',
      'import {parentPort} from "node:worker_threads"; parentPort.on("message", () => process.exit(0))',
    ],
  ])('of a detector that %s is no pass', async (_how, program) => {
    const worker = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
    await expect(scan({'index.html': 'x'}, {worker})).rejects.toMatchObject({code: 'GATE_FAILED'})
  })

  it('of time ends a pattern that never does', async () => {
    const patterns = [{name: 'slow', pattern: /^(?:a+)+$/gu, isRequired: false}]
    const files = {'session.md': `${'a'.repeat(60)}!`}
    await expect(scan(files, {patterns, timeout: 1_500})).rejects.toMatchObject({
      code: 'GATE_FAILED',
      message: expect.stringContaining('after 2 seconds'),
    })
  })

  it('to read a file of the bundle is told as it is', async () => {
    const broken = async function* () {
      yield Buffer.from('x')
      throw new Error('gone')
    }
    const bundle: Bundle = new Map([['index.html', {size: 1, sha256: '', read: broken}]])
    await expect(scanBundle(bundle, {fingerprint})).rejects.toThrow('gone')
  })
})

describe('several threads', () => {
  const files = Object.fromEntries(
    Array.from({length: 9}, (_, index) => {
      const own = `ghp_${fake('alphanumeric', 35)}${index}`
      return [`media-${index}.txt`, `${'words '.repeat(index * 900)}${own} ${canary} ${token}\n`]
    }),
  )

  it('find the same as one, in the same order, and ask in it what is allowed', async () => {
    const runs = [1, 2, 4].map(async (threads) => {
      const asked: string[] = []
      const isAllowed = (value: string, _rule: string, id: string) => {
        asked.push(id)
        return value === token
      }
      return {found: await scan(files, {known, threads, isAllowed}), asked}
    })
    const [one, ...more] = await Promise.all(runs)
    expect(one?.found).toHaveLength(18)
    for (const other of more) expect(other).toEqual(one)
  })

  it('fail together when one of them does', async () => {
    const program =
      'import {parentPort} from "node:worker_threads"; parentPort.on("message", ({file}) => {if (file === "media-3.txt") throw new Error("broken"); if (file !== "media-8.txt") parentPort.postMessage({hits: [], clean: []})})'
    const worker = new URL(`data:text/javascript,${encodeURIComponent(program)}`)
    await expect(scan(files, {worker, threads: 2})).rejects.toMatchObject({code: 'GATE_FAILED'})
  })
})

it('finds what an own pattern matches', async () => {
  const patterns = [{name: 'ticket', pattern: /ACME-\d+/gu, isRequired: false}]
  const found = await scan({'index.html': '<p>ACME-<b>17</b></p>'}, {patterns})
  expect(found.map(({rule}) => rule)).toEqual(['own-pattern'])
})

async function detectorsOf(text: string): Promise<string[]> {
  const found = await scanBundle(bundleOf({'session.md': text}), {fingerprint})
  return found.map(({detector}) => detector)
}

async function scan(files: Record<string, string>, options: Partial<ScanBundleOptions> = {}) {
  const found = await scanBundle(bundleOf(files), {fingerprint, ...options})
  return found.map(({file, id}) => ({file, id, rule: id.replace(/:.*/, '')}))
}

/** Plain enough to be read in a failure. */
function fingerprint(value: string): string {
  let sum = 7
  for (const sign of value) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 0xffff_ffff
  return Math.floor(sum).toString(16).padStart(8, '0')
}
