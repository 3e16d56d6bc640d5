import {createRequire} from 'node:module'
import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, Frame, Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it, onTestFinished} from 'vitest'
import {exportSession} from '../../src/index.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {serveFolder} from '../support/static-server.js'

const axe = await fs.readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

describe('an embedded part of a session', () => {
  it.each([
    ['feature', 'light', 700],
    ['feature', 'dark', 700],
    ['every-tool', 'light', 360],
    ['kitchen-sink-markdown', 'dark', 360],
    ['commands-and-shell', 'light', 1200],
  ] as const)('of `%s` stands in a frame, %s, %d wide', async (name, colorScheme, width) => {
    const {page, frame, said, asked, url} = await openArticle(name, {colorScheme, width})
    await unfold(frame)
    expect(await violationsOf(frame)).toEqual([])
    expect(said).toEqual([])
    expect(asked.filter((one) => !one.startsWith(url))).toEqual([])
    expect(asked.map((one) => one.slice(url.length))).toEqual(['/article.html', '/embed.html'])
    const overflow = await frame.evaluate('document.documentElement.scrollWidth - innerWidth')
    expect(overflow).toBeLessThanOrEqual(0)
    const [red = 0] = /\d+/.exec(String(await frame.evaluate(background))) ?? []
    expect(Number(red) < 128).toBe(colorScheme === 'dark')
    await page.close()
  })

  it('opens the whole session beside the article, at its first prompt', async () => {
    const {page, frame, said} = await openArticle('kitchen-sink-markdown', {embed: '3-4'})
    const opened = page.waitForEvent('popup')
    await frame.click('text=The whole session')
    const whole = await opened
    await whole.waitForLoadState()
    expect(new URL(whole.url()).pathname + new URL(whole.url()).hash).toBe('/index.html#t3')
    expect(await whole.evaluate('window.opener')).toBe(null)
    expect(said).toEqual([])
  })

  it('is reached by the ids of the session', async () => {
    const {frame} = await openArticle('kitchen-sink-markdown', {embed: '3-4'})
    await frame.goto(`${frame.url()}#t4`)
    expect(await frame.evaluate(`document.querySelector(':target').id`)).toBe('t4')
  })

  it('reads without script and obeys the house style', async () => {
    const {frame, said} = await openArticle('feature', {
      style: ':root { --sp-bg: #ffe; } .sp-embed-top h1::after { content: " · Acme"; }',
      hasScript: false,
    })
    expect(await frame.textContent('h1')).toBe('Percentage discounts for the cart')
    expect(said).toEqual([])
    const {frame: scripted} = await openArticle('feature', {
      style: ':root { --sp-bg: #ffe; } .sp-embed-top h1::after { content: " · Acme"; }',
    })
    expect(await scripted.evaluate(background)).toBe('rgb(255, 255, 238)')
    const after = `getComputedStyle(document.querySelector('h1'), '::after').content`
    expect(await scripted.evaluate(after)).toBe('" · Acme"')
  })
})

describe('a house style', () => {
  it('loads nothing, whatever it asks for, and stays in its element', async () => {
    const folder = await temporaryFolder()
    const style = path.join(folder, 'house.css')
    await fs.writeFile(
      style,
      '@import "http://127.0.0.1:9/a.css";\r\n:root { --sp-bg: #eff }\r\n/* <script>alert(1)</script> <!-- é',
    )
    const output = path.join(folder, 'one.html')
    await exportSession(sessionOf('feature'), {output, style, surroundings})
    const page = await browser.newPage()
    const {said, asked} = listen(page)
    await page.goto(`file://${output}`)
    expect(await page.evaluate(background)).toBe('rgb(238, 255, 255)')
    expect(asked).toEqual([`file://${output}`])
    expect(said).toEqual([])
    await page.close()
  })
})

const background = 'getComputedStyle(document.body).backgroundColor'

interface ArticleOptions {
  colorScheme?: 'light' | 'dark'
  width?: number
  embed?: string
  /** CSS of the house. */
  style?: string
  hasScript?: boolean
}

/** An article with a frame, as a static host serves it. */
async function openArticle(name: string, options: ArticleOptions = {}) {
  const {colorScheme = 'light', width = 700, embed = '1-', style, hasScript = true} = options
  const folder = path.join(await temporaryFolder(), 'out')
  if (style !== undefined) await fs.outputFile(`${folder}.css`, style)
  await exportSession(sessionOf(name), {
    output: folder,
    embed,
    surroundings,
    ...(style !== undefined && {style: `${folder}.css`}),
  })
  await fs.writeFile(
    path.join(folder, 'article.html'),
    '<!DOCTYPE html><html lang="en"><title>An article</title><link rel="icon" href="data:,"><iframe src="embed.html" title="A session" style="width: 100%; height: 800px; border: 0"></iframe></html>',
  )
  const server = await serveFolder(folder)
  onTestFinished(() => server.close())
  const context = await browser.newContext({
    colorScheme,
    viewport: {width, height: 900},
    javaScriptEnabled: hasScript,
  })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const {said, asked} = listen(page)
  await page.goto(`${server.url}/article.html`)
  const [, frame] = page.frames()
  if (!frame) throw new Error('The article has no frame.')
  await frame.waitForLoadState()
  return {page, frame, said, asked, url: server.url}
}

function sessionOf(name: string): string {
  return path.join(root, 'fixtures/sessions', name, 'input.json')
}

function listen(page: Page): {said: string[]; asked: string[]} {
  const said: string[] = []
  const asked: string[] = []
  page.on('console', (message) => said.push(message.text()))
  page.on('pageerror', (error) => said.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url())
  })
  return {said, asked}
}

async function unfold(frame: Frame): Promise<void> {
  await frame.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`)
}

/** What axe-core finds wrong, a line a rule. */
async function violationsOf(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe)
  const found = await frame.evaluate(`(async () => {
    const {violations} = await axe.run(document, {resultTypes: ['violations']})
    return violations.map(({id, nodes}) => id + ': ' + nodes[0].html.slice(0, 160))
  })()`)
  return found as string[] // As the line above makes them.
}
