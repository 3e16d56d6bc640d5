import {createRequire} from 'node:module'
import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {buildGallery} from '../gallery/gallery.js'
import {temporaryFolder} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const axe = await fs.readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Folder for pictures of the gallery, one for each width and theme; without it none are taken. */
const shots = process.env.SESSIONPRESS_SHOTS

describe('the gallery', () => {
  it.each([360, 820, 1440])(
    'is clean in both themes, %i px wide',
    {timeout: 180_000},
    async (width) => {
      const folder = await temporaryFolder()
      const {page, files} = await buildGallery()
      await fs.writeFile(path.join(folder, 'index.html'), page)
      for (const [name, content] of files) await fs.writeFile(path.join(folder, name), content)

      for (const colorScheme of ['light', 'dark'] as const) {
        const context = await browser.newContext({viewport: {width, height: 900}, colorScheme})
        const tab = await context.newPage()
        const problems: string[] = []
        tab.on('console', (message) => problems.push(message.text()))
        tab.on('pageerror', (error) => problems.push(error.message))
        await tab.goto(`file://${path.join(folder, 'index.html')}`)
        if (shots !== undefined) {
          await tab.screenshot({
            path: path.join(shots, `${width}-${colorScheme}.png`),
            fullPage: true,
          })
        }
        expect(await overflowOf(tab)).toEqual([])
        expect(await violationsOf(tab)).toEqual([])
        expect(problems).toEqual([])
        await context.close()
      }
    },
  )
})

/** Elements that stick out to the right, where the page scrolls sideways. */
async function overflowOf(tab: Page): Promise<string[]> {
  const found = await tab.evaluate(`(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const isFramed = (element) => {
      for (let at = element; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== 'visible') return true
      }
      return false
    }
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !isFramed(element))
      .map((element) => element.outerHTML.slice(0, 160))
  })()`)
  return found as string[] // Pieces of markup.
}

async function violationsOf(tab: Page): Promise<string[]> {
  await tab.evaluate(axe)
  const found = await tab.evaluate(`axe
    .run(document, {resultTypes: ['violations']})
    .then(({violations}) => violations.flatMap(({id, nodes}) =>
      nodes.map(({html}) => id + ': ' + html.slice(0, 160))))`)
  return found as string[] // Sentences.
}
