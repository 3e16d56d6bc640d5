import path from 'node:path'
import fs from 'fs-extra'
import type {Browser} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {buildGallery} from '../gallery/gallery.js'
import {temporaryFolder} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {findOverflow} from '../support/find-overflow.js'
import {bringAxe, findViolations} from '../support/find-violations.js'
import {visit} from '../support/visit.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

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
        const {page: tab, said, asked} = await visit(context, folder, 'index.html')
        if (shots !== undefined) {
          const picture = path.join(shots, `${width}-${colorScheme}.png`)
          await tab.screenshot({path: picture, fullPage: true})
        }
        expect(await findOverflow(tab)).toEqual([])
        await bringAxe(tab)
        expect(await findViolations(tab)).toEqual([])
        expect([said, asked]).toEqual([[], []])
        await context.close()
      }
    },
  )
})
