import {describe, expect, it} from 'vitest'
import type {Session} from '../../src/session/model.js'
import {elementsOf, faultsOf, ofClass, readPage, textOf} from './page-reader.js'
import {
  aCall,
  aDiff,
  aFile,
  aSession,
  aText,
  aTurn,
  pngBase64,
  sampleSession,
} from './sample-session.js'
import {render} from './test-context.js'

describe('the page', () => {
  it('has no faults, whatever kinds of blocks it shows', async () => {
    expect(faultsOf((await render(sampleSession())).page)).toEqual([])
  })

  it('is the same twice', async () => {
    expect(await render(sampleSession())).toEqual(await render(sampleSession()))
  })

  it('says every text of the model', async () => {
    const {page} = await render(sampleSession())
    const text = flat(textOf(readPage(page)) + attributesOf(page))
    expect(textsOf(sampleSession()).filter((one) => !text.includes(flat(one)))).toEqual([])
  })

  it('puts its policy right after the charset, with the hashes of its style and script', async () => {
    const {page} = await render(aSession(), {sha256Base64: () => 'HASH='})
    expect(page).toMatch(
      /<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-HASH=&#39;; script-src &#39;sha256-HASH=&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;; require-trusted-types-for &#39;script&#39;; trusted-types sp">/,
    )
  })

  it('is valid for an empty session and an empty prompt', async () => {
    const {page} = await render(
      aSession({title: '', turns: [aTurn(1, ''), {...aTurn(2, ''), blocks: []}]}),
    )
    expect(faultsOf(page)).toEqual([])
    expect(page).toContain('A prompt without text')
    expect(page).toContain('A session without a title')
  })

  it('says what is not recorded, and never a free cost', async () => {
    const {page} = await render(aSession())
    const text = textOf(readPage(page))
    expect(text).toMatch(/Cost\s*not recorded/)
    expect(text).toMatch(/Tokens\s*not recorded/)
    expect(text).not.toContain('$0')
  })

  it('says what was masked, by kind', async () => {
    const findings = [
      {rule: 'github-token', number: 1, count: 3},
      {rule: 'github-token', number: 2, count: 1},
      {rule: 'home-directory', number: 0, count: 9},
    ]
    const text = textOf(readPage((await render(aSession(), {findings})).page))
    expect(text).toContain('github-token: 4 times')
    expect(text).toContain('a home folder is ~')
    expect(text).toMatch(/Redacted\s*2 values/)
  })

  it('links the Markdown twin only where there is one', async () => {
    expect((await render(aSession())).page).toContain('href="session.md"')
    expect((await render(aSession(), {hasMarkdown: false})).page).not.toContain('session.md')
  })
})

describe('subagents', () => {
  it('stand inside the call that started them, with nested ids, once', async () => {
    const page = readPage((await render(sampleSession())).page)
    const call = elementsOf(page).find((one) => one.properties.id === 't2-1')
    expect(call && elementsOf(call).some((one) => one.properties.id === 't2-1-1')).toBe(true)
    expect(call && elementsOf(call).some((one) => one.properties.id === 't2-1-1-2')).toBe(true)
    expect(textOf(page).split('Find every place that handles prices.')).toHaveLength(2)
  })

  it('are shown after the turns where no call joined them', async () => {
    const text = textOf(readPage((await render(sampleSession())).page))
    expect(text.indexOf('Nobody asked for me.')).toBeGreaterThan(text.indexOf('Other subagents'))
  })

  it('are shown however deep they nest', async () => {
    let session = aSession({id: 'ses_20', turns: [aTurn(1, 'level 20', [aText(1, 'the deepest')])]})
    for (let level = 19; level >= 0; level--) session = parentOf(session, level)
    const {page} = await render(session)
    expect(faultsOf(page)).toEqual([])
    for (let level = 0; level <= 20; level++) expect(page).toContain(`>level ${level}<`)
    expect(page).toContain('the deepest')
  })
})

describe('what is too long', () => {
  it('shows head and tail of an output and keeps the whole as a file', async () => {
    const output = Array.from({length: 9000}, (_, n) => `output line ${n}`).join('\n')
    const call = aCall(1, {kind: 'execute', command: 'x', exitCode: 0}, {output})
    const {page, files} = await render(aSession({turns: [aTurn(1, 'x', [call])]}), {
      limits: {text: 10_000},
    })
    expect([...files.values()]).toEqual([output])
    const [path] = [...files.keys()]
    expect(page).toContain(`href="${path}"`)
    expect(page).toContain('output line 0\n')
    expect(page).toContain('output line 8999')
    expect(page).not.toContain('output line 4000')
  })

  it('keeps a big picture beside the page and allows it in the policy', async () => {
    const file = aFile(1, 'shot.png', 'image/png', pngBase64)
    const {page, files} = await render(aSession({turns: [aTurn(1, 'x', [file])]}), {
      limits: {image: 50},
    })
    expect(files.size).toBe(1)
    expect(page).toContain('img-src data: &#39;self&#39;')
    expect(faultsOf(page)).toEqual([])
  })
})

describe('files of the session', () => {
  it('are shown by their bytes, not by what they are said to be', async () => {
    const svg = btoa('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
    const files = [
      aFile(1, 'a.svg', 'image/svg+xml', svg),
      aFile(2, 'b.png', 'image/png', btoa('<script>alert(1)</script>')),
      aFile(3, 'c.txt', 'text/plain', pngBase64),
      aFile(4, 'd.bin', 'application/octet-stream', '!!!not base64!!!'),
      aFile(5, 'e.zip', 'application/zip', btoa('PK\u0003\u0004\u0000\u0000')),
    ]
    const {page} = await render(aSession({turns: [aTurn(1, 'x', files)]}))
    expect(faultsOf(page)).toEqual([])
    const images = elementsOf(readPage(page)).filter((one) => one.tagName === 'img')
    expect(images).toHaveLength(1)
    expect(images[0]?.properties).toMatchObject({alt: 'c.txt', width: 40, height: 30})
    expect(textOf(readPage(page))).toContain('onload="alert(1)"')
  })
})

describe('tools', () => {
  it('are folded when they went well and open when they failed', async () => {
    const turn = aTurn(1, 'x', [
      aCall(1, {kind: 'execute', command: 'good', exitCode: 0}, {output: 'ok'}),
      aCall(2, {kind: 'execute', command: 'bad', exitCode: 1}, {output: 'no'}),
      aCall(
        3,
        {kind: 'edit', path: 'a.ts', changes: []},
        {diffs: [aDiff('a.ts', '@@ -1 +1 @@\n-a\n+b\n')]},
      ),
    ])
    const steps = ofClass(readPage((await render(aSession({turns: [turn]}))).page), 'sp-act')
    const open = steps.map((one) =>
      elementsOf(one).some(({tagName, properties}) => tagName === 'details' && properties.open),
    )
    expect(open).toEqual([false, true, true])
  })
})

function parentOf(child: Session, level: number): Session {
  const call = aCall(1, {kind: 'task', description: 'deeper', prompt: 'go'}, {childID: child.id})
  return aSession({
    id: `ses_${level}`,
    children: [child],
    turns: [aTurn(1, `level ${level}`, [call])],
  })
}

/** Every line that somebody wrote; ids, types and encoded bytes are left out. */
function textsOf(value: unknown, key = ''): string[] {
  if (typeof value === 'string') {
    if (unsaid.has(key) || kinds.has(value)) return []
    // An answer in JSON is shown as keys and values.
    if (key === 'output' && /^\{.*\}$/s.test(value)) {
      return Object.entries(JSON.parse(value)).flatMap(([name, one]) => [name, ...textsOf(one)])
    }
    return value.split('\n').flatMap(visiblePieces)
  }
  if (Array.isArray(value)) return value.flatMap((one) => textsOf(one, key))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]) => textsOf(one, name))
}

const unsaid = new Set(
  'type kind id childID parentID status was origin operation severity data format version'.split(
    ' ',
  ),
)
const kinds = new Set(
  'execute read search edit write patch fetch task todo question skill'.split(' '),
)

/** What Markdown, ANSI and diff signs leave of a line. */
function visiblePieces(line: string): string[] {
  return line
    .replace(/\u001b\[[\d;]*m/g, '')
    .replace(/^.*\r/, '')
    .replace(/\u202e/g, 'U+202E')
    .replace(/^@@.*@@ ?|^\\ /, '')
    .replace(/^\s*- \[[x ]\] |^(?:#+|>|\d\.|\s*-) |^```\w*/g, '')
    .replace(/^[-+]/, '')
    .replace(/[*`|]|\[\^\d\]:? ?|^[\s|:-]+$/g, '')
    .split(/\[([^\]]+)\]\((\S+)\)/)
    .map((piece) => piece.trim())
    .filter((piece) => /[\p{L}\p{N}]/u.test(piece))
}

function attributesOf(page: string): string {
  return elementsOf(readPage(page))
    .flatMap(({properties}) => [properties.href, properties.alt, properties.title])
    .join('\n')
}

function flat(text: string): string {
  return text.replace(/[\s*`|]+/g, '')
}
