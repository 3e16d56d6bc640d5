import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, Page} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import {share, status, unshare} from '../../src/index.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {serveFolder} from '../support/static-server.js'

let browser: Browser
beforeAll(async () => {
  browser = await launchChromium()
})
afterAll(() => browser.close())

const session = path.join(root, 'fixtures/sessions/feature/input.json')
const title = 'Percentage discounts for the cart'

describe('a share in a folder', () => {
  it('opens from the disk, asks for nothing, and is gone after unshare', async () => {
    const {folder, options} = await place()
    const shared = await share(session, {...options, to: folder, yes: true})
    const url = shared.shareURL ?? ''
    expect(url).toMatch(/^file:.*\/s_[0-9a-z]{26}\/index\.html$/)

    const seen = await open(url)
    expect(seen.heading).toBe(title)
    expect(seen.requests).toEqual([url])
    expect(seen.problems).toEqual([])

    await unshare([shared.shareID ?? ''], options)
    expect(await fs.readdir(folder)).toEqual([])
    expect(await status(shared.sessionID ?? '', options)).toMatchObject({
      shareID: null,
      shareURL: null,
    })
  })

  it('opens over http, and answers 404 after unshare', async () => {
    const {folder, options} = await place()
    const server = await serveFolder(folder)
    try {
      const configuration = {
        target: 'site',
        targets: {site: {type: 'directory', path: folder, url: server.url}},
      }
      await fs.writeJson(path.join(options.surroundings.cwd, 'sessionpress.json'), configuration)
      const shared = await share(session, {...options, yes: true})
      const url = shared.shareURL ?? ''
      expect(url).toBe(`${server.url}/${shared.shareID}/`)

      const seen = await open(url)
      expect(seen.heading).toBe(title)
      expect(seen.requests).toEqual([url])
      expect(seen.problems).toEqual([])

      await unshare([url], options)
      expect((await fetch(url)).status).toBe(404)
      expect((await fetch(`${url}session.json`)).status).toBe(404)
      expect(await fs.readdir(folder)).toEqual([])

      const again = await share(session, {...options, yes: true})
      expect(again.shareID).not.toBe(shared.shareID)
    } finally {
      await server.close()
    }
  })
})

describe('a hostile session', () => {
  it('runs no script and asks for nothing', async () => {
    const {folder, options} = await place()
    const hostile = path.join(root, 'fixtures/sessions/hostile/input.json')
    const shared = await share(hostile, {...options, to: folder, yes: true})
    const url = shared.shareURL ?? ''
    const seen = await open(url, touchEverything)
    expect(seen.requests).toEqual([url])
    expect(seen.dialogs).toEqual([])
    expect(seen.marks).toEqual([])
  })
})

interface Seen {
  heading: string | null
  requests: string[]
  problems: string[]
  dialogs: string[]
  /** What an injected script would have left on the window. */
  marks: string[]
}

async function open(url: string, act?: (page: Page) => Promise<void>): Promise<Seen> {
  const page = await browser.newPage()
  const requests: string[] = []
  const problems: string[] = []
  const dialogs: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('data:')) requests.push(request.url())
  })
  page.on('console', (message) => problems.push(message.text()))
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('dialog', async (dialog) => {
    dialogs.push(dialog.message())
    await dialog.dismiss()
  })
  await page.goto(url)
  await act?.(page)
  const heading = await page.textContent('h1')
  const marks = await page.evaluate(
    'Object.keys(window).filter((name) => /pwn|xss|hack/i.test(name))',
  )
  await page.close()
  return {heading, requests, problems, dialogs, marks: marks as string[]} // A list of names.
}

/** Open every fold and hover and focus whatever takes it: some injections wait for that. */
async function touchEverything(page: Page): Promise<void> {
  await page.evaluate(`for (const fold of document.querySelectorAll('details')) fold.open = true`)
  await page.evaluate(`for (const element of document.querySelectorAll('main *')) {
    element.dispatchEvent(new MouseEvent('mouseover', {bubbles: true}))
    if (typeof element.focus === 'function') element.focus()
  }`)
}

async function place() {
  const cwd = await temporaryFolder()
  const folder = path.join(cwd, 'public')
  await fs.ensureDir(folder)
  const options = {
    surroundings: {...surroundings, cwd, env: {XDG_CONFIG_HOME: path.join(cwd, 'config')}},
    state: path.join(cwd, 'state'),
  }
  return {folder, options}
}
