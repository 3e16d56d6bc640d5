import os from 'node:os'
import path from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import fs from 'fs-extra'
import type {Browser, BrowserContext, Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {type ShareOptions, share} from '../../src/index.js'
import {root, surroundings} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {bringAxe, findViolations} from '../support/find-violations.js'
import {writeLongSession} from '../support/long-session.js'
import {type StaticServer, serveFolder} from '../support/static-server.js'

const session = path.join(root, 'fixtures/sessions/feature/input.json')
const title = 'Percentage discounts for the cart'
const neutral = 'An encrypted coding session'
const refused = /^It cannot be opened: the key does not fit, or the file was changed\./

let browser: Browser
let context: BrowserContext
let folder: string
let server: StaticServer
/** Links of shares that tests only read. */
let small: string
let long: string
let guarded: string

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-encryption-'))
  server = await serveFolder(folder)
  browser = await launchChromium(['--host-resolver-rules=MAP share.example 127.0.0.1'])
  context = await browser.newContext({viewport: {width: 1280, height: 900}})
  small = await publish('small', session)
  long = await publish('long', await writeLongSession(folder))
  guarded = await publish('guarded', session, {passphrase: 'tick tock'})
}, 120_000)
afterAll(async () => {
  await browser.close()
  await server.close()
  await fs.remove(folder)
})

describe('an encrypted share', () => {
  it('shows no word of the session in any byte of it', async () => {
    const words =
      /discount|cart|acme|percent|readme|import_prices|ses_|opencode|\/home\/|clock|escapement|dial|plan\.pdf/i
    for (const link of [small, long, guarded]) {
      const at = path.dirname(fileOf(link))
      for (const name of await fs.readdir(at)) {
        const text = await fs.readFile(path.join(at, name), 'latin1')
        // Chance makes short words of base64; what it stands for is looked at instead.
        const blocks = text.match(/[\w+/]{5000,}={0,2}/g) ?? []
        const open = blocks.reduce((rest, block) => rest.replace(block, ''), text)
        expect(`${name} ${open}`).not.toMatch(words)
        for (const block of blocks) {
          expect(Buffer.from(block, 'base64').toString('latin1')).not.toMatch(
            /discount|escapement|percent|clockwork/i,
          )
        }
      }
    }
  })

  it('opens from the disk and over http, says nothing and asks for nothing else', async () => {
    for (const link of [small, overHttp(small)]) {
      const {page, asked, said} = await open(link)
      await shows(page, title)
      expect(await page.title()).toBe(title)
      await page.reload()
      await shows(page, title)
      expect(asked).toEqual([link.replace(/#.*/, ''), link.replace(/#.*/, '')])
      expect(said).toEqual([])
      await page.close()
    }
  })

  it('lands at a place, marks it, and keeps the key in every address', async () => {
    const {page} = await open(`${small}&t=t1`)
    await shows(page, title)
    expect(await page.locator('#t1').getAttribute('class')).toContain('sp-target')
    await page.keyboard.press('c')
    await page.fill('#sp-q', 'discount')
    await until(page, `location.hash.includes('q=discount')`)
    const url = new URL(page.url())
    expect(url.search).toBe('')
    expect(url.hash).toBe(`${new URL(small).hash}&view=talk&q=discount&t=t1`)
    await page.reload()
    await shows(page, title)
    expect(await page.isChecked('#sp-view-talk')).toBe(true)
    expect(await page.inputValue('#sp-q')).toBe('discount')
    await page.close()
  })

  it('hands over its Markdown and JSON', async () => {
    const {page, said} = await open(small)
    await shows(page, title)
    for (const name of ['session.md', 'session.json']) {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`main a[href="${name}"]`).first().click(),
      ])
      expect(download.suggestedFilename()).toBe(name)
      const text = await fs.readFile(await download.path(), 'utf8')
      expect(text).toContain(title)
    }
    expect(said).toEqual([])
    await page.close()
  })

  it('gives the page nothing to make markup or scripts with', async () => {
    const {page} = await open(small)
    await shows(page, title)
    const tried = await page.evaluate(`[
      () => trustedTypes.createPolicy('sp', {createHTML: (text) => text}),
      () => trustedTypes.createPolicy('other', {createHTML: (text) => text}),
      () => { document.createElement('p').innerHTML = '<b>b</b>' },
      () => { document.createElement('script').text = 'self.run = true' },
    ].map((attempt) => { try { attempt(); return 'done' } catch (error) { return error.name } })`)
    expect(tried).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError'])
    expect(
      await page.evaluate(`'sessionpressOpened' in self && Object.keys(self.sessionpressOpened)`),
    ).toEqual(['isReturn', 'query', 'hashOf', 'loadIndex'])
    await page.close()
  })
})

describe('a hostile session, encrypted', () => {
  it('runs no script and asks for nothing', async () => {
    const link = await publish('hostile', path.join(root, 'fixtures/sessions/hostile/input.json'))
    const {page, asked} = await open(link)
    const dialogs: string[] = []
    page.on('dialog', (dialog) => dialogs.push(dialog.message()))
    await page.waitForSelector('main .sp-turn')
    await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true
      for (const element of document.querySelectorAll('main *')) {
        element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))
        element.focus?.()
      }`)
    expect(
      await page.evaluate('Object.keys(window).filter((name) => /pwn|xss|hack/i.test(name))'),
    ).toEqual([])
    expect(dialogs).toEqual([])
    expect(asked).toEqual([link.replace(/#.*/, '')])
    await page.close()
  })
})

describe('a long encrypted share', () => {
  it('decrypts what is read only, and finds the page of a place', async () => {
    const {page, asked, said} = await open(`${long}&t=t300`)
    await page.waitForSelector('#t300')
    await until(page, 'scrollY > 100')
    expect(await page.locator('#t300').getAttribute('class')).toContain('sp-target')
    const files = await fs.readdir(path.dirname(fileURLToPath(long.replace(/#.*/, ''))))
    expect(new Set(asked).size).toBeLessThan(files.length / 2)
    expect(said).toEqual([])
    await page.close()
  })

  it('goes from page to page by links and keys, and back again to where one was', async () => {
    const {page, said} = await open(long)
    await page.waitForSelector('html[data-sp-page="1"] body')
    await page.evaluate('scrollTo(0, 4000)')
    await until(page, 'history.state?.y > 3000')
    const y = await page.evaluate('scrollY')
    await goOn(page)
    await page.waitForSelector('html[data-sp-page="2"] body')
    expect(await page.evaluate('scrollY')).toBeLessThan(200)
    await page.goBack()
    await page.waitForSelector('html[data-sp-page="1"] body')
    await until(page, `Math.abs(scrollY - ${y}) < 60`)
    await page.goForward()
    await page.waitForSelector('html[data-sp-page="2"] body')
    await page.evaluate('scrollTo(0, 0)')
    await page.keyboard.press('[')
    await page.waitForSelector('html[data-sp-page="1"] body')
    await page.keyboard.press(']')
    await page.waitForSelector('html[data-sp-page="2"] body')
    await page.reload()
    await page.waitForSelector('html[data-sp-page="2"] body')
    // One script at a time: a key does its work once.
    await page.keyboard.press('c')
    expect(await page.isChecked('#sp-view-talk')).toBe(true)
    expect(new URL(page.url()).hash).toContain(new URL(long).hash)
    expect(said).toEqual([])
    await page.close()
  })

  it('searches all pages', async () => {
    const {page, asked, said} = await open(long)
    await page.waitForSelector('html[data-sp-page="1"] body')
    const before = asked.length
    await page.fill('#sp-q', 'escapement300x')
    const result = page.locator('.sp-results a').first()
    await result.waitFor()
    expect(asked.length).toBe(before + 1)
    await result.click()
    await page.waitForSelector('#t300')
    expect(await page.inputValue('#sp-q')).toBe('escapement300x')
    expect(said).toEqual([])
    await page.close()
  })

  it('shows pictures and hands over documents that lay beside it', async () => {
    const {page, said} = await open(`${overHttp(long)}&t=t2`)
    await until(page, `document.querySelector('.sp-shot img')?.naturalWidth === 400`)
    const link = page.locator('a[href^="media-"]').first()
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(await fs.readFile(await download.path(), 'utf8')).toContain('a plan of the clock')
    expect(said).toEqual([])
    await page.close()
  })

  it('makes of a link to a page one that opens anywhere', async () => {
    const {page} = await open(long)
    await page.waitForSelector('html[data-sp-page="1"] body')
    // As a reader does who copies it, or opens it in a tab of its own.
    const link = page.locator('.sp-pager a[rel="next"]')
    await link.dispatchEvent('contextmenu')
    const {page: tab} = await open(long.replace(/#.*/, '') + (await link.getAttribute('href')))
    await tab.waitForSelector('html[data-sp-page="2"] body')
    await tab.close()
    await page.close()
  })
})

describe('a passphrase', () => {
  it('opens it, and another one does not', async () => {
    const {page, said} = await open(guarded)
    expect(await page.textContent('h1')).toBe(neutral)
    await page.fill('#sp-pass', 'tick')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#sp-wrong:not(:empty)')
    expect(await page.textContent('#sp-wrong')).toMatch(/^This passphrase does not open it\./)
    await page.fill('#sp-pass', 'tick tock')
    await page.keyboard.press('Enter')
    await shows(page, title)
    expect(said).toEqual([])
    await page.close()
  })

  it('opens nothing with another key in the link', async () => {
    const {page} = await open(withKey(guarded, 'A'.repeat(43)))
    await page.fill('#sp-pass', 'tick tock')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#sp-wrong:not(:empty)')
    expect(await page.textContent('h1')).toBe(neutral)
    await page.close()
  })
})

describe('what cannot be opened', () => {
  it.each([
    ['no key', () => small.replace(/#.*/, ''), /^The link is incomplete/],
    ['half a key', () => small.slice(0, -5), /^The link is incomplete/],
    ['another key', () => withKey(small, 'A'.repeat(43)), refused],
    [
      'plain http',
      () => overHttp(small).replace('127.0.0.1', 'share.example'),
      /^It cannot be opened over plain http/,
    ],
  ])('says so: %s', async (_, link, words) => {
    const {page, said} = await open(link())
    await states(page, words)
    expect(said).toEqual([])
    await page.close()
  })

  it('says so where the browser is too old', async () => {
    const {page} = await open('about:blank')
    await page.addInitScript('delete self.DecompressionStream')
    await page.goto(small)
    await states(page, /^This browser is too old/)
    await page.close()
  })

  it('opens as soon as the right link stands there', async () => {
    const {page} = await open(withKey(small, 'A'.repeat(43)))
    await states(page, refused)
    await page.goto(small)
    await shows(page, title)
    await page.close()
  })

  it('says without script that it takes one', async () => {
    const without = await browser.newContext({javaScriptEnabled: false})
    const page = await without.newPage()
    await page.goto(small)
    expect(await page.textContent('noscript')).toContain('JavaScript')
    await without.close()
  })
})

describe('ciphertext that was changed', () => {
  it('is told of where it was changed while one reads', async () => {
    const {link, at, files} = await copyOf(long)
    const {page} = await open(link)
    await page.waitForSelector('html[data-sp-page="1"] body')
    for (const file of files) await fs.remove(path.join(at, file))
    await goOn(page)
    await states(page, /^It cannot be opened any more/)
    await page.close()
  })

  it.each<[string, (text: string, other: string) => string | undefined]>([
    ['one bit', flipBit],
    ['its end is gone', (text) => text.replace(/.{64}"\)\s*$/, '")\n')],
    ['it is missing', () => undefined],
    ['it is empty', () => ''],
    ['it stands where another belongs', (_, other) => other],
    [
      'it claims to be the one it replaces',
      (text, other) => other.replace(/\(\d+/, /\(\d+/.exec(text)?.[0] ?? ''),
    ],
  ])('is refused: %s', async (_, act) => {
    const {link, at, files} = await copyOf(long)
    const texts = await Promise.all(files.map((file) => fs.readFile(path.join(at, file), 'utf8')))
    for (const [index, file] of files.entries()) {
      const changed = act(texts[index] ?? '', texts.at(index - 1) ?? '')
      if (changed === undefined) await fs.remove(path.join(at, file))
      else await fs.writeFile(path.join(at, file), changed)
    }
    const {page} = await open(link)
    await states(page, refused)
    await page.close()
  })

  it('is refused where it comes from an earlier edition or another share', async () => {
    const name = 'replayed'
    const before = await publish(name, session)
    const old = await indexOf(before)
    const after = await publish(name, session, {title: 'Another title'})
    expect(after).toBe(before)
    const now = await indexOf(after)
    const other = await indexOf(small)
    for (const source of [old, other]) {
      for (const block of [0, 1, 2]) {
        await fs.writeFile(fileOf(after), put(now, block, take(source, block)))
        const {page} = await open(after)
        // Blocks that the first page does not need are refused when they are needed.
        if (block === 0 || (await isFirstPage(now, block))) await states(page, refused)
        await page.close()
      }
      const mixed = old === source ? old : other
      await fs.writeFile(fileOf(after), now.replace(/"edition":"[^"]*"/, edition(mixed)))
      const {page} = await open(after)
      await states(page, refused)
      await page.close()
    }
    await fs.writeFile(fileOf(after), now)
    const {page} = await open(after)
    await shows(page, 'Another title')
    await page.close()
  })

  it('is refused where blocks are left out and the page says so', async () => {
    const {link, at} = await copyOf(small)
    const index = path.join(at, 'index.html')
    const text = await fs.readFile(index, 'utf8')
    await fs.writeFile(
      index,
      text
        .replace(/"blocks":(\d+)/, (_, count) => `"blocks":${Number(count) - 1}`)
        .replace(/<script type="text\/plain" id="sp-b3">.*?<\/script>\n/, ''),
    )
    const {page} = await open(link)
    await states(page, refused)
    await page.close()
  })
})

it('every state passes axe, light and dark, on a phone', async () => {
  const checking = await browser.newContext({viewport: {width: 360, height: 740}, bypassCSP: true})
  for (const link of [
    small.replace(/#.*/, ''),
    guarded,
    overHttp(small).replace('127.0.0.1', 'share.example'),
  ]) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await checking.newPage()
      await page.emulateMedia({colorScheme})
      await page.goto(link)
      if (link === guarded) {
        await page.fill('#sp-pass', 'wrong')
        await page.keyboard.press('Enter')
        await page.waitForSelector('#sp-wrong:not(:empty)')
      }
      await bringAxe(page)
      expect(await findViolations(page)).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      await page.close()
    }
  }
  await checking.close()
})

async function publish(
  name: string,
  source: string,
  options: Partial<ShareOptions> = {},
): Promise<string> {
  const cwd = path.join(folder, name)
  await fs.ensureDir(cwd)
  const {shareURL} = await share(source, {
    surroundings: {...surroundings, cwd},
    state: path.join(cwd, 'state'),
    to: './public',
    yes: true,
    encrypt: true,
    ...options,
  })
  return shareURL ?? ''
}

async function open(link: string) {
  const page = await context.newPage()
  const asked: string[] = []
  const said: string[] = []
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url())) asked.push(request.url().replace(/#.*/, ''))
  })
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  await page.goto(link)
  return {page, asked, said}
}

async function shows(page: Page, heading: string): Promise<void> {
  await until(page, `document.querySelector('h1')?.textContent === ${JSON.stringify(heading)}`)
}

/**
 * Follow the link to the next page, by the keyboard: what is above it gets its real height only as it comes into
 * view, and on a busy machine the link moves away between the press of a mouse button and its release.
 */
async function goOn(page: Page): Promise<void> {
  await page.press('.sp-pager a[rel="next"]', 'Enter')
}

/** The page's policy does not let a check wait in the page itself. */
async function until(page: Page, condition: string): Promise<void> {
  await expect
    .poll(() => page.evaluate(condition), {timeout: 10_000, message: condition})
    .toBe(true)
}

async function states(page: Page, words: RegExp): Promise<void> {
  const said = () => page.evaluate(`document.querySelector('#sp-say')?.textContent`)
  await expect.poll(said, {timeout: 10_000}).toMatch(words)
  expect(await page.textContent('h1')).toBe(neutral)
}

function overHttp(link: string): string {
  return link.replace(pathToFileURL(folder).href, server.url)
}

function withKey(link: string, key: string): string {
  return link.replace(/#k=.*/, `#k=${key}`)
}

function fileOf(link: string): string {
  return fileURLToPath(link.replace(/#.*/, ''))
}

function indexOf(link: string): Promise<string> {
  return fs.readFile(fileOf(link), 'utf8')
}

let copies = 0

/** The folder of a share once more, to be spoilt. */
async function copyOf(link: string) {
  const at = path.join(folder, `copy-${copies++}`)
  await fs.copy(path.dirname(fileOf(link)), at)
  const files = (await fs.readdir(at)).filter((name) => name.startsWith('data-'))
  return {link: `${pathToFileURL(at).href}/index.html${new URL(link).hash}`, at, files}
}

function flipBit(text: string): string {
  const at = text.indexOf('"') + 100
  return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1)
}

const blockPattern = (block: number) => new RegExp(`(id="sp-b${block}">)([^<]*)`)

function take(page: string, block: number): string {
  return blockPattern(block).exec(page)?.[2] ?? ''
}

function put(page: string, block: number, content: string): string {
  return page.replace(blockPattern(block), `$1${content}`)
}

function edition(page: string): string {
  return /"edition":"[^"]*"/.exec(page)?.[0] ?? ''
}

async function isFirstPage(page: string, block: number): Promise<boolean> {
  return block === Number(/"blocks":(\d+)/.exec(page)?.[1]) - 1
}
