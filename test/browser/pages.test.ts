import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, BrowserContext} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {loadSession} from '../../src/index.js'
import {type ExportedBundle, exportCase} from '../support/bundle.js'
import {type Case, fixtureCases, surroundings} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {findDeadLinks} from '../support/find-dead-links.js'
import {findOverflow} from '../support/find-overflow.js'
import {bringAxe, findViolations} from '../support/find-violations.js'
import {printedLetters, stretchesOf} from '../support/print.js'
import {validateHtml} from '../support/validate-html.js'
import {drawEverything, unfold, type Visit, visit} from '../support/visit.js'

const themes = ['light', 'dark'] as const
const desktop = {width: 1280, height: 900}
const phone = {width: 360, height: 740}

const badPage = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Bad</title><style>
body{color-scheme:light dark;background:light-dark(#fff,#000)}
p{color:#ddd}#wide{width:500px;color:#888}#far{content-visibility:auto;margin-top:9000px}
</style></head>
<body><main><h1>Bad</h1><p id="wide">wide</p><p id="wide">pale</p>
<a href="#nowhere">a</a> <a href="page-2.html#t1">b</a> <a href="#wide">c</a>
<div id="far"><s style="color:#eee">far</s></div>
<img src="http://127.0.0.1:9/x.png"><script>console.log('said')</script></main></body></html>
`

let browser: Browser
/** As a reader has it, with the page's policy. */
let reading: BrowserContext
/** For checks that bring a script of their own. */
let checking: BrowserContext
let folder: string
const bundles = new Map<string, Promise<ExportedBundle>>()

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-pages-'))
  browser = await launchChromium()
  reading = await browser.newContext({viewport: desktop})
  checking = await browser.newContext({viewport: desktop, bypassCSP: true})
})
afterAll(async () => {
  await browser.close()
  await fs.remove(folder)
})

describe('a check', () => {
  it('sees what is wrong with a page', async () => {
    const bad = path.join(folder, 'bad')
    await fs.outputFile(path.join(bad, 'index.html'), badPage)
    const {page, said, asked} = await visit(checking, bad, 'index.html')
    await page.setViewportSize(phone)
    await drawEverything(page)
    const rules = async () => {
      await bringAxe(page)
      return (await findViolations(page)).map((text) => text.replace(/:.*/s, ''))
    }
    expect(await rules()).toEqual(expect.arrayContaining(['color-contrast ×3', 'image-alt ×1']))
    await page.emulateMedia({colorScheme: 'dark'})
    expect((await rules()).join()).not.toContain('color-contrast')
    expect(await findOverflow(page)).toMatchObject([/by \d+ px: <p id="wide"/])
    expect(said).toContain('said')
    expect(asked).toEqual(['http://127.0.0.1:9/x.png'])
    expect(await printedLetters(page)).toContain('pale')
    await page.close()

    const files = new Map([['index.html', badPage]])
    expect(findDeadLinks(files)).toEqual(['index.html: #nowhere', 'index.html: page-2.html#t1'])
    expect((await validateHtml(badPage)).join()).toContain('no-dup-id')
  })
})

describe.each(await fixtureCases())('the page of $name', (one) => {
  it.each([
    ['with script, everything unfolded', true],
    ['without script, as it opens', false],
  ])('is accessible %s', async (_, hasScript) => {
    const violations = await onEveryPage(one, checking, {hasScript}, async (visited) => {
      if (hasScript) await unfold(visited.page)
      await drawEverything(visited.page)
      await bringAxe(visited.page)
      return await violationsOfLooks(visited)
    })
    expect(violations).toEqual([])
  })

  it('is valid', async () => {
    const {files} = await bundleOf(one)
    const faults = [...files].map(async ([name, text]) =>
      text === undefined ? [] : (await validateHtml(text)).map((fault) => `${name}: ${fault}`),
    )
    expect((await Promise.all(faults)).flat()).toEqual([])
  })

  it.each([
    ['with script', true],
    ['without script', false],
  ])('says nothing on the console and asks for nothing %s', async (_, hasScript) => {
    const noise = await onEveryPage(one, reading, {hasScript}, async ({page, said, asked}) => {
      await unfold(page)
      return [...said, ...asked]
    })
    expect(noise).toEqual([])
  })

  it.each([
    ['with script', true],
    ['without script', false],
  ])('does not scroll sideways on a phone %s', async (_, hasScript) => {
    const overflow = await onEveryPage(one, checking, {hasScript}, async ({page}) => {
      await drawEverything(page)
      await page.setViewportSize(phone)
      const folded = (await findOverflow(page)).map((text) => `as it opens, ${text}`)
      await unfold(page)
      return [...folded, ...(await findOverflow(page)).map((text) => `unfolded, ${text}`)]
    })
    expect(overflow).toEqual([])
  })

  it.each([
    ['with script', true],
    ['without script', false],
  ])('prints to the last message %s', async (_, hasScript) => {
    const printed = await onEveryPage(one, reading, {hasScript}, async ({page}) => [
      await printedLetters(page),
    ])
    const message = stretchesOf(await lastMessageOf(one))
    expect(message.filter((stretch) => !printed.join(' ').includes(stretch))).toEqual([])
  })

  it('has no internal link that leads nowhere', async () => {
    expect(findDeadLinks((await bundleOf(one)).files)).toEqual([])
  })
})

/** Exported once for all of its tests. */
function bundleOf(one: Case): Promise<ExportedBundle> {
  const bundle = bundles.get(one.name) ?? exportCase(one, folder)
  bundles.set(one.name, bundle)
  return bundle
}

/** Visit each page of a bundle, and gather what is said of it, with its name in front. */
async function onEveryPage(
  one: Case,
  context: BrowserContext,
  options: {hasScript: boolean},
  look: (visited: Visit) => Promise<string[]>,
): Promise<string[]> {
  const bundle = await bundleOf(one)
  const texts: string[] = []
  for (const name of bundle.pages) {
    const visited = await visit(context, bundle.folder, name, options)
    try {
      texts.push(...(await look(visited)).map((text) => `${name}: ${text}`))
    } finally {
      await visited.page.close()
    }
  }
  return texts
}

async function violationsOfLooks({page}: Visit): Promise<string[]> {
  const texts: string[] = []
  for (const size of [desktop, phone]) {
    await page.setViewportSize(size)
    for (const colorScheme of themes) {
      await page.emulateMedia({colorScheme})
      const look = `${colorScheme}, ${size.width} px`
      texts.push(...(await findViolations(page)).map((text) => `${look}, ${text}`))
    }
  }
  return texts
}

/** What was written last, by whomever. */
async function lastMessageOf({session, source}: Case): Promise<string> {
  const content = source === undefined ? {surroundings} : {surroundings, source}
  const {turns} = await loadSession(session, content)
  const texts = turns.flatMap(({prompt, blocks}) => [
    prompt?.text ?? '',
    ...blocks.map((block) => (block.type === 'text' ? block.text : '')),
  ])
  return texts.filter((text) => text.trim() !== '').at(-1) ?? ''
}
