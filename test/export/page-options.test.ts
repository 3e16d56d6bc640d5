import {execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {type ContentOptions, exportSession, share} from '../../src/index.js'
import {elementsOf, faultsOf, readPage} from '../render/page-reader.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'

const session = path.join(root, 'fixtures/sessions/abort-and-errors/input.json')
const title = 'Abort and errors'

describe('`style`', () => {
  it('stands on every page as it was given, under its hash, and gives the same bytes twice', async () => {
    const {write, put} = await setup()
    await put('house.css', '\ufeff:root {\r\n\t--sp-accent: tomato; /* café */\f}\n\n')
    const pages = await write({style: 'house.css', embed: '2'})
    expect([...pages.keys()].filter((name) => name.endsWith('.html'))).toEqual([
      'embed.html',
      'index.html',
    ])
    for (const page of [pages.get('embed.html') ?? '', pages.get('index.html') ?? '']) {
      const style = styleOf(page)
      expect(style).toMatch(/\n:root \{\n\t--sp-accent: tomato; \/\* café \*\/\n\}$/)
      const hash = createHash('sha256').update(style).digest('base64')
      expect(page).toContain(`style-src &#39;sha256-${hash}&#39;`)
      expect(faultsOf(page)).toEqual([])
    }
    expect(await write({style: 'house.css', embed: '2'})).toEqual(pages)
  })

  it('cannot be in the way of the page, however broken it is', async () => {
    const {write, put} = await setup()
    await put('house.css', '@media (width < 600px) { a } } ] <!-- <style> /* "never closed')
    const page = (await write({style: 'house.css'})).get('index.html') ?? ''
    expect(faultsOf(page)).toEqual([])
    expect(page).toContain('never closed</style>')
  })

  it('comes from the configuration, and an option counts before it', async () => {
    const {write, put} = await setup()
    await put('project.css', '.sp-of-the-project{}')
    await put('own.css', '.sp-of-the-call{}')
    await put('sessionpress.json', '{"style": "project.css"}')
    expect((await write({})).get('index.html')).toContain('.sp-of-the-project{}</style>')
    const page = (await write({style: 'own.css'})).get('index.html')
    expect(page).toContain('.sp-of-the-call{}</style>')
    expect(page).not.toContain('.sp-of-the-project')
  })

  it('takes `~` for the home folder', async () => {
    const {folder, write, put} = await setup()
    await put('home/house.css', '.sp-at-home{}')
    const page = (await write({style: '~/house.css'}, {home: path.join(folder, 'home')})).get(
      'index.html',
    )
    expect(page).toContain('.sp-at-home{}</style>')
  })

  it.each([
    ['an end of the element', 'a{}</style><script>alert(1)</script>', 'line 1, holds `</style`'],
    ['one in other letters', 'a{}\n/* </STYLE */', 'line 2, holds `</style`'],
    ['a control character', 'a{}\n\n</st\u0000yle>', 'line 3, holds a control character'],
    ['one of the second set', 'a{content: "\u0085"}', 'line 1, holds a control character'],
    ['bytes that are no UTF-8', Buffer.from([0x61, 0xff, 0xfe]), 'is no UTF-8 text'],
    ['too much', `a{}${' '.repeat(260_000)}`, 'has 260 kB; 256 kB is the most'],
  ])('refuses %s', async (_, content, why) => {
    const {folder, write, put} = await setup()
    await put('house.css', content)
    await expect(write({style: 'house.css'})).rejects.toMatchObject({
      code: 'STYLE_INVALID',
      message: `The style \`${path.join(folder, 'house.css')}\` ${why}.`,
      hint: expect.stringMatching(/\.$/),
    })
  })

  it.skipIf(process.platform === 'win32').each([
    ['nothing', 'absent.css', 'is not there'],
    ['a folder', 'folder.css', 'is no file'],
    ['a pipe', 'pipe.css', 'is no file'],
    ['a secret by another name', 'link.css', 'is no `.css` file'],
    ['another file', 'key.pem', 'is no `.css` file'],
    ['something below a file', 'key.pem/a.css', 'cannot be read (ENOTDIR)'],
  ])('refuses %s', async (_, style, why) => {
    const {folder, write, put} = await setup()
    await put('key.pem', 'secret')
    await fs.symlink('key.pem', path.join(folder, 'link.css'))
    await fs.ensureDir(path.join(folder, 'folder.css'))
    execFileSync('mkfifo', [path.join(folder, 'pipe.css')])
    await expect(write({style})).rejects.toMatchObject({
      code: 'STYLE_INVALID',
      message: expect.stringContaining(why),
    })
    expect(await fs.pathExists(path.join(folder, 'out'))).toBe(false)
  })

  it.each([
    ['@import "https://example.org/a.css";', '`@import`'],
    ['a{background: url( "https://example.org/a.png" )}', '`https://example.org/a.png`'],
    ['a{background: URL(//example.org/a.png)}', '`//example.org/a.png`'],
    ['a{background: url(logo.png)}', '`logo.png`'],
    ['@font-face{font-family: x; src: url(data:font/woff2;base64,AA)}', '`@font-face`'],
  ])('says that nothing is loaded: %s', async (css, what) => {
    const {write, put, warnings} = await setup()
    await put('house.css', css)
    await write({style: 'house.css'})
    expect(warnings).toHaveLength(1)
    expect(warnings[0]).toContain(`\`house.css\` asks for ${what}`)
    expect(warnings[0]).toContain('a page loads nothing from the network')
  })

  it('says nothing where nothing would be loaded', async () => {
    const {write, put, warnings} = await setup()
    await put(
      'house.css',
      '/* @import "x"; url(http://x) */ a{background: url(data:image/png;base64,AA); mask: url(#a)}',
    )
    await write({style: 'house.css'})
    expect(warnings).toEqual([])
  })
})

describe('`embed`', () => {
  it.each([
    ['3', ['t3']],
    ['3-5', ['t3', 't4', 't5']],
    ['10-', ['t10', 't11']],
    ['-2', ['t1', 't2']],
    ['11-11', ['t11']],
  ])('%s gives these prompts', async (embed, ids) => {
    const {write} = await setup()
    const page = (await write({embed})).get('embed.html') ?? ''
    expect(faultsOf(page)).toEqual([])
    expect(turnsOf(page)).toEqual(ids)
  })

  it.each([
    ['12', 'names prompts that this session does not have'],
    ['3-99', 'names prompts that this session does not have'],
    ['0-3', 'names prompts that this session does not have'],
    ['5-3', 'names no prompts'],
    ['-', 'names no prompts'],
    ['', 'names no prompts'],
    ['three', 'names no prompts'],
    ['1,2', 'names no prompts'],
    ['--2', 'names no prompts'],
    ['99999999999999999999', 'names no prompts'],
  ])('refuses %s', async (embed, why) => {
    const {folder, write} = await setup()
    await expect(write({embed})).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      message: `\`--embed ${embed}\` ${why}`,
      hint: 'Name some of its prompts 1 to 11, such as `--embed 1-3`.',
    })
    expect(await fs.pathExists(path.join(folder, 'out'))).toBe(false)
  })

  it('is no matter for one file alone', async () => {
    const {folder, write} = await setup()
    await expect(write({embed: '3'}, {output: 'one.html'})).rejects.toMatchObject({
      code: 'USAGE_INVALID',
      hint: 'Export to a folder: `-o one`.',
    })
    expect(await fs.readdir(folder)).toEqual([])
  })

  it('is published before the page, and taken away by an update without it', async () => {
    const {folder, here} = await setup()
    const call = {surroundings: here, state: path.join(folder, 'state'), to: './public', yes: true}
    const shared = await share(session, {...call, embed: '3-5'})
    const at = path.join(folder, 'public', shared.shareID ?? '')
    const record = path.join(folder, 'state/shares', `${shared.shareID}.json`)
    const listed = async () =>
      (await fs.readJson(record)).receipt.files.map((file: {path: string}) => file.path)
    const before = await listed()
    expect(before.slice(-2)).toEqual(['embed.html', 'index.html'])
    expect(turnsOf(await fs.readFile(path.join(at, 'embed.html'), 'utf8'))).toHaveLength(3)

    expect((await share(session, call)).shareURL).toBe(shared.shareURL)
    expect(await listed()).toEqual(before.filter((file: string) => file !== 'embed.html'))
    expect((await fs.readdir(at)).sort()).toEqual((await listed()).sort())
  })

  it('is taken away by an export without it', async () => {
    const {folder, write} = await setup()
    await write({embed: '3-5'})
    await write({})
    expect(await fs.readdir(path.join(folder, 'out'))).not.toContain('embed.html')
  })
})

describe('`linkPreview`', () => {
  it('shows the title, and nothing else, in the cards of a link', async () => {
    const {write} = await setup()
    const page = (await write({})).get('index.html') ?? ''
    expect(cardOf(page)).toEqual({
      title,
      'og:type': 'article',
      'og:title': title,
      'twitter:card': 'summary',
      'twitter:title': title,
    })
  })

  it('leaves even that out, on every page', async () => {
    const {write} = await setup()
    const pages = await write({linkPreview: false, embed: '1'})
    for (const name of ['embed.html', 'index.html']) {
      const page = pages.get(name) ?? ''
      expect(cardOf(page)).toEqual({title: 'A coding session'})
      expect(page).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`))
    }
  })

  it('comes from the configuration, and an option counts before it', async () => {
    const {write, put} = await setup()
    await put('sessionpress.json', '{"linkPreview": false}')
    const head = async (options: ContentOptions) =>
      cardOf((await write(options)).get('index.html') ?? '').title
    expect(await head({})).toBe('A coding session')
    expect(await head({linkPreview: true})).toBe(title)
  })
})

describe('one file alone', () => {
  it('says that it is heavy, how heavy, and what is lighter', async () => {
    const {folder, write, put, warnings} = await setup()
    await put('long.json', JSON.stringify(await longSession()))
    await write({}, {output: 'one.html', session: path.join(folder, 'long.json')})
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The page is heavy for one file, with \d\.\d MB and [\d,]+ elements: .* Export to a folder/,
      ),
    ])
    await write({}, {session: path.join(folder, 'long.json')})
    expect(warnings).toHaveLength(1)
  })

  it('says nothing where it is not', async () => {
    const {write, warnings} = await setup()
    await write({}, {output: 'one.html'})
    expect(warnings).toEqual([])
  })
})

async function setup() {
  const folder = await temporaryFolder()
  const here = {...surroundings, cwd: folder}
  const warnings: string[] = []
  const put = (name: string, content: string | Buffer) =>
    fs.outputFile(path.join(folder, name), content)
  return {folder, here, warnings, put, write}

  /** Export, and read what came of it. */
  async function write(
    options: ContentOptions,
    given: {output?: string; home?: string; session?: string} = {},
  ): Promise<Map<string, string>> {
    const {path: place, files} = await exportSession(given.session ?? session, {
      ...options,
      output: given.output ?? 'out',
      surroundings: {...here, ...(given.home !== undefined && {home: given.home})},
      onWarning: (warning) => void warnings.push(warning),
    })
    const at = given.output?.endsWith('.html') ? path.dirname(place) : place
    const texts = files.map(
      async (name): Promise<[string, string]> => [
        name,
        await fs.readFile(path.join(at, name), 'utf8'),
      ],
    )
    return new Map(await Promise.all(texts))
  }
}

/** The session with one of its prompts so often that a page of it is heavy. */
async function longSession() {
  const {info, messages} = await fs.readJson(session)
  const text = {type: 'text', text: `${'A word of an answer. '.repeat(4000)}`}
  const long = Array.from({length: 20}, (_, index) => ({
    info: {...messages[0].info, id: `msg_long${index}`},
    parts: [{...messages[0].parts[0], ...text, id: `prt_long${index}`}],
  }))
  return {info, messages: [...messages, ...long]}
}

function turnsOf(page: string): string[] {
  return [...page.matchAll(/<article class="sp-turn" id="(t\d+)"/g)].map(([, id]) => id ?? '')
}

function styleOf(page: string): string {
  const style = elementsOf(readPage(page)).find(({tagName}) => tagName === 'style')
  const [text] = style?.children ?? []
  return text?.type === 'text' ? text.value : ''
}

function cardOf(page: string): Record<string, unknown> {
  const head = page.slice(0, page.indexOf('<style>'))
  const tags = [
    ...head.matchAll(/<meta (?:property|name)="((?:og|twitter):\w+)" content="([^"]*)">/g),
  ]
  const name = /<title>([^<]*)<\/title>/.exec(head)?.[1]
  return {title: name, ...Object.fromEntries(tags.map(([, key, value]) => [key, value]))}
}
