import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, BrowserContext, Page} from 'playwright-core'
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, it} from 'vitest'
import {launchChromium} from '../support/chromium.js'
import {type StaticServer, serveFolder} from '../support/static-server.js'
import {writeScratchSession} from './scratch-session.js'

let browser: Browser
let server: StaticServer
let folder: string
beforeAll(async () => {
  browser = await launchChromium()
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-test-'))
  await writeScratchSession(folder)
  server = await serveFolder(folder)
})
afterAll(async () => {
  await browser.close()
  await server.close()
  await fs.remove(folder)
})

let context: BrowserContext
let page: Page
let problems: string[]
beforeEach(async () => {
  context = await browser.newContext({viewport: {width: 1280, height: 800}})
  page = await context.newPage()
  problems = []
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
})
afterEach(async () => {
  await context.close()
  expect(problems).toEqual([])
})

describe('the address', () => {
  it('sets view and theme before the first paint', async () => {
    await open('index.html?view=talk&theme=dark')
    expect(await page.isChecked('#sp-view-talk')).toBe(true)
    expect(await page.isChecked('#sp-theme-dark')).toBe(true)
    expect(await page.isVisible('#t1-2')).toBe(false)
  })

  it('remembers what the buttons say, defaults left out', async () => {
    await open('index.html')
    await page.keyboard.press('c')
    await page.keyboard.press('t')
    expect(address()).toBe('index.html?view=talk&theme=light')
    await page.click('#sp-view-all')
    expect(address()).toBe('index.html?theme=light')
  })

  it('goes along to other pages', async () => {
    await open('index.html?view=talk#t2')
    await landedOn('t2')
    await page.click('.sp-rail a[href="page-2.html#t43"]')
    await page.waitForURL('**/page-2.html*')
    expect(address()).toBe('page-2.html?view=talk#t43')
    await landedOn('t43')
    await page.click('#t44 .sp-folio')
    expect(address()).toBe('page-2.html?view=talk#t44')
    await landedOn('t44')
  })
})

describe('a fragment', () => {
  it.each(['t30', 't17-2', 't25-4', 't39-1'])('lands on `%s` and unfolds it', async (id) => {
    await open(`index.html#${id}`)
    await landedOn(id)
    const fold = page.locator(`#${id} > details`)
    if (await fold.count()) expect(await fold.getAttribute('open')).toBe('')
  })

  it('leaves the conversation view when that hides it', async () => {
    await open('index.html?view=talk#t20-2')
    await landedOn('t20-2')
    expect(address()).toBe('index.html#t20-2')
  })

  it('gives way to the reader', async () => {
    await open('index.html#t30')
    await page.mouse.move(800, 400)
    await page.mouse.wheel(0, 3000)
    await page.waitForTimeout(400)
    expect(Math.abs(await offset('t30'))).toBeGreaterThan(1000)
  })

  it('of another page leads there by way of the first', async () => {
    await open('page-2.html#t12-3')
    await page.waitForURL('**/index.html#t12-3')
    await landedOn('t12-3')
    await open('index.html?theme=dark#f-1a2b3c4d')
    await page.waitForURL('**/page-2.html*')
    expect(address()).toBe('page-2.html?theme=dark#f-1a2b3c4d')
    await landedOn('f-1a2b3c4d')
  })

  it.each(['nobody', 't44-99', 't2-99'])('that nobody has, `%s`, is left alone', async (id) => {
    await open(`index.html#${id}`)
    await page.waitForTimeout(400)
    expect(address()).toBe(`${id === 't44-99' ? 'page-2' : 'index'}.html#${id}`)
  })

  it('works from the disk', async () => {
    await page.goto(`file://${folder}/page-2.html?view=talk#t9-2`)
    await page.waitForURL('**/index.html*')
    await landedOn('t9-2')
    await page.keyboard.press('/')
    await page.keyboard.type('quixotic')
    await page.waitForSelector('.sp-results a')
  })
})

describe('keys', () => {
  it('walk over steps, and move the focus', async () => {
    await open('index.html')
    const seen: string[] = []
    for (const key of 'jjjjjkk') {
      await page.keyboard.press(key)
      seen.push(await focused())
    }
    expect(seen).toEqual(['t1', 't1-1', 't1-2', 't1-3', 't1-5', 't1-3', 't1-2'])
  })

  it('go on from where the reader scrolled', async () => {
    await open('index.html')
    await page.evaluate(`document.getElementById('t20-2').scrollIntoView()`)
    await page.waitForTimeout(300)
    await page.keyboard.press('j')
    expect(await focused()).toBe('t20-3')
    await page.keyboard.press('[')
    expect(await focused()).toBe('t20')
  })

  it('walk over prompts, and over the edge of a page', async () => {
    await open('index.html?view=talk#t39')
    await landedOn('t39')
    await page.keyboard.press(']')
    expect(await focused()).toBe('t40')
    await page.keyboard.press(']')
    await page.waitForURL('**/page-2.html*')
    await landedOn('t41')
    expect(address()).toBe('page-2.html?view=talk#t41')
    await page.keyboard.press('[')
    await page.waitForURL('**/index.html*')
    await landedOn('t40')
  })

  it('find errors and diffs', async () => {
    await open('index.html')
    await page.keyboard.press('e')
    expect(await focused()).toBe('t3-2')
    await page.keyboard.press('e')
    expect(await focused()).toBe('t13-2')
    await open('page-2.html')
    await page.keyboard.press('d')
    expect(await focused()).toBe('f-1a2b3c4d')
  })

  it('do nothing while one types, or with a modifier', async () => {
    await open('index.html')
    await page.keyboard.press('Control+j')
    await page.keyboard.press('/')
    await page.keyboard.type('jct')
    expect(await page.inputValue('#sp-q')).toBe('jct')
    expect(await page.isChecked('#sp-view-all')).toBe(true)
    expect(await page.evaluate('scrollY')).toBe(0)
  })

  it('show the list of keys', async () => {
    await open('index.html')
    await page.keyboard.press('?')
    expect(await page.isVisible('#sp-keys')).toBe(true)
  })
})

describe('folds', () => {
  it('open and shut all, and come back to what was open', async () => {
    await open('index.html')
    const before = await openFolds()
    await page.keyboard.press('u')
    await expect.poll(openFolds).toBe(40 * 4)
    expect(address()).toBe('index.html?folds=open')
    await page.keyboard.press('u')
    await expect.poll(openFolds).toBe(before)
    await page.keyboard.press('f')
    await expect.poll(openFolds).toBe(0)
    await open('index.html?folds=open')
    await expect.poll(openFolds).toBe(40 * 4)
  })

  it('open for paper and shut again', async () => {
    await open('index.html')
    const before = await openFolds()
    await page.evaluate(`dispatchEvent(new Event('beforeprint'))`)
    expect(await openFolds()).toBe(40 * 4)
    await page.evaluate(`dispatchEvent(new Event('afterprint'))`)
    expect(await openFolds()).toBe(before)
  })
})

describe('search', () => {
  it('finds what colours cut, folded or not, and goes from hit to hit', async () => {
    await open('index.html')
    await search('FOO.bar(7)')
    expect(await count()).toBe('1 hit')
    await page.keyboard.press('Enter')
    expect(await count()).toBe('1 of 1')
    expect(await page.isVisible('#t7-4 pre[tabindex]')).toBe(true)
    expect(await hit()).toBe('foo.bar(7)')
    await search('cutting across')
    expect(await count()).toBe('40 hits')
    await page.keyboard.press('Shift+Enter')
    expect(await count()).toBe('6 of 40')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    expect(await count()).toBe('8 of 40')
    await page.keyboard.press('Escape')
    expect(await page.inputValue('#sp-q')).toBe('')
    expect(address()).toBe('index.html')
  })

  it('leaves out numbers of lines, and does not join lines or blocks', async () => {
    await open('index.html')
    for (const text of ['4711', '2 steps', 'last line const', 'Ran npm', 'next hit']) {
      await search(text)
      expect([text, await hits(text)]).toEqual([text, 0])
    }
  })

  it('names what other pages have, and carries the text there', async () => {
    await open('index.html?theme=dark')
    await search('quixot')
    expect(await count()).toBe('no hits')
    await page.waitForSelector('.sp-results a')
    expect(await page.textContent('.sp-results')).toBe(
      'Also on other pages: 1Prompt 42: what now? page 2',
    )
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/page-2.html*')
    expect(address()).toBe('page-2.html?theme=dark&q=quixot#t42')
    await expect.poll(count).toBe('1 of 1')
    expect(await hit()).toBe('quixot')
  })

  it('goes to the first hit at load', async () => {
    await open('page-2.html?q=rare-bird')
    await expect.poll(count).toBe('1 of 1')
    expect(await page.isVisible('#t42')).toBe(true)
  })
})

describe('side by side', () => {
  it('adds a second copy of the lines that stay, once', async () => {
    await open('page-2.html#files')
    // A key pressed on the way there ends the way, and files that stay far away get no second copy.
    await landedOn('files')
    expect(await page.locator('.sp-r').count()).toBe(0)
    for (const key of 'sss') await page.keyboard.press(key)
    expect(address()).toBe('page-2.html?diff=split#files')
    await expect.poll(() => page.locator('.sp-b > samp.sp-r[aria-hidden]').count()).toBe(2)
    expect(await page.locator('.sp-r[data-o]').count()).toBe(0)
    await search('class Cart')
    expect(await count()).toBe('1 hit')
  })
})

describe('copying', () => {
  it('takes code, with a button that comes with the pointer', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open('index.html')
    expect(await page.locator('.sp-copy').count()).toBe(0)
    await page.hover('#t1-5 pre')
    await page.click('#t1-5 .sp-copy')
    await expect.poll(() => page.textContent('.sp-sr[role=status]')).toBe('Copied')
    expect(await clipboard()).toBe('const answer = 1\n')
    expect(await page.textContent('#t1-5 .sp-copy')).toBe('Copied')
  })

  it('takes the address of a place', async () => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    await open('index.html?theme=dark')
    await page.click('#t2 .sp-folio')
    await expect.poll(clipboard).toBe(`${server.url}/index.html#t2`)
    expect(address()).toBe('index.html?theme=dark#t2')
  })
})

it('marks where the reader is in the contents', async () => {
  await open('index.html#t30')
  await landedOn('t30')
  const current = () => page.textContent('.sp-rail [aria-current]')
  await expect.poll(current).toBe('Prompt 30: what now?')
  await page.keyboard.press('[')
  await expect.poll(current).toBe('Prompt 29: what now?')
})

async function open(file: string): Promise<void> {
  await page.goto('about:blank')
  await page.goto(`${server.url}/${file}`)
}

function address(): string {
  return page.url().slice(page.url().lastIndexOf('/') + 1)
}

/** How far an element is from where a jump puts it: below the bar and a line of space. */
async function offset(id: string): Promise<number> {
  return (await page.evaluate(`(() => {
    const element = document.getElementById(${JSON.stringify(id)})
    const box = getComputedStyle(element).display === 'contents' ? element.firstElementChild : element
    const {top} = box.getBoundingClientRect()
    const end = document.documentElement.scrollHeight - innerHeight - scrollY
    const off = top - parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)
    return end < 2 && off > 0 ? 0 : off
  })()`)) as number
}

async function landedOn(id: string): Promise<void> {
  await page.waitForSelector(`#${id}`, {state: 'attached'})
  await page.waitForTimeout(400)
  expect(Math.abs(await offset(id))).toBeLessThan(5)
}

/** The id of the block whose head has the focus. */
async function focused(): Promise<string> {
  return (await page.evaluate(`document.activeElement.closest('[id^=t], [id^=f]')?.id`)) as string
}

async function openFolds(): Promise<number> {
  return await page.locator('main details[open]').count()
}

async function search(text: string): Promise<void> {
  await page.fill('#sp-q', text)
  await page.waitForTimeout(300)
  await page.focus('#sp-q')
}

async function count(): Promise<string | null> {
  return await page.textContent('.sp-find output')
}

/** How many of the marked places read exactly so. */
async function hits(text: string): Promise<number> {
  return (await page.evaluate(
    `[...(CSS.highlights.get('sp-hit') ?? [])].filter((hit) => {
      const range = new Range()
      range.setStart(hit.startContainer, hit.startOffset)
      range.setEnd(hit.endContainer, hit.endOffset)
      return range.toString().toLowerCase() === ${JSON.stringify(text.toLowerCase())}
    }).length`,
  )) as number
}

async function hit(): Promise<string> {
  return (await page.evaluate(`[...CSS.highlights.get('sp-hit-now')][0].toString()`)) as string
}

async function clipboard(): Promise<string> {
  return (await page.evaluate('navigator.clipboard.readText()')) as string
}
