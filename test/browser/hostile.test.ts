import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import type {Browser, BrowserContext} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest'
import {exportSession} from '../../src/index.js'
import type {JsonObject} from '../../src/session/json.js'
import {root, surroundings} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {brokenSession, hostileSession, longSession} from '../support/hostile-session.js'
import {known} from '../support/pathological/known.mjs'
import {permissivePage} from '../support/permissive.js'
import {namesLeft, provoke} from '../support/provoke.js'
import {type RecordingProxy, recordingProxy} from '../support/recording-proxy.js'
import {type Visit, visit} from '../support/visit.js'

interface Vector {
  id: string
  kind: string
  payload: unknown
}

const vectors: Vector[] = await fs.readJson(path.join(root, 'fixtures/hostile/vectors.json'))
const texts = vectors.map(({payload}) =>
  typeof payload === 'string' ? payload : JSON.stringify(payload),
)

// A session of sixty texts in every place is exported and provoked in each test.
vi.setConfig({testTimeout: 240_000})

const batchSize = 60
const batches = Array.from({length: Math.ceil(texts.length / batchSize)}, (_, at) =>
  texts.slice(at * batchSize, (at + 1) * batchSize),
)

/** Which of two halves this run tries; see `vitest.config.ts`. */
const half = Number(process.env.HOSTILE_HALF ?? 0)
const isOurs = ({at}: {at: number}) => at % 2 === half

let browser: Browser
let proxy: RecordingProxy
let folder: string
/** As a reader has it, and without the policy: escaping alone must hold too. */
const contexts = new Map<string, BrowserContext>()
/** Names on the window of a page that holds nothing hostile. */
let usual: Set<string>
let harmless: Promise<Exported> | undefined
/** What happened on pages of ours, and on those that trust the same texts. */
const ours = {pages: 0, executions: 0, requests: 0, links: 0}
const control = {pages: 0, executions: 0, requests: 0, links: 0}

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-hostile-'))
  proxy = await recordingProxy(folder)
  browser = await launchChromium(proxy.args)
  contexts.set('with its policy', await browser.newContext())
  contexts.set('without its policy', await browser.newContext({bypassCSP: true}))
  usual = new Set(await atHarmless('', ({page}) => namesLeft(page)))
})
afterAll(async () => {
  const count = `${texts.length} vectors and ${Object.keys(known).length} pathological texts`
  console.log(`${count}\nours: ${told(ours)}\ncontrol: ${told(control)}`)
  await browser.close()
  await proxy.close()
  await fs.remove(folder)
})

function told({pages, executions, requests, links}: typeof ours): string {
  return `${pages} visits, ${executions} executions, ${requests} requests, ${links} dangerous links`
}

describe('hostile texts in a browser', () => {
  it('do harm on pages that trust them', async () => {
    for (const [at, batch] of batches.entries()) {
      const pages = [batch.join('\n'), permissivePage(batch.join('\n\n'))]
      for (const [which, text] of pages.entries()) {
        const name = `control/${at}-${which}.html`
        await fs.outputFile(path.join(folder, name), `<!DOCTYPE html><body>${text}`)
        await harmOf(name, 'without its policy', control).catch(() => undefined)
      }
    }
    expect(control.executions).toBeGreaterThan(0)
    expect(control.requests).toBeGreaterThan(0)
    expect(control.links).toBeGreaterThan(0)
  })

  const own = batches.map((batch, at) => ({at: at + 1, batch})).filter(isOurs)
  describe.each(own)('batch $at', ({at, batch}) => {
    it.each([
      ['of usual shape', 'with its policy', hostileSession],
      ['of usual shape', 'without its policy', hostileSession],
      ['of broken shape', 'without its policy', brokenSession],
    ] as const)('stays inert in a session %s, %s', async (shape, context, session) => {
      const {name, pages} = await exportTexts(`${at}-${shape}`.replaceAll(' ', '-'), session(batch))
      const harm = []
      for (const page of pages) harm.push(...(await harmOf(`${name}/${page}`, context, ours)))
      expect(harm).toEqual([])
    })

    it('stays inert in a transcript that a careless viewer shows', async () => {
      const {name} = await exportTexts(`${at}-of-usual-shape`, hostileSession(batch))
      const file = path.join(folder, name, 'session.md')
      const page = permissivePage(await fs.readFile(file, 'utf8'))
      await fs.writeFile(path.join(folder, name, 'viewer.html'), page)
      expect(await harmOf(`${name}/viewer.html`, 'without its policy', ours)).toEqual([])
    })
  })

  it.runIf(half === 1)('stay inert when they are long', async () => {
    const {name, pages} = await exportTexts('long', longSession(Object.values(known)))
    const harm = []
    for (const page of pages)
      harm.push(...(await harmOf(`${name}/${page}`, 'with its policy', ours)))
    expect(harm).toEqual([])
  })

  it.runIf(half === 0)('stay inert as the fragment of an address', async () => {
    const harm = await atHarmless('', async (visited) => {
      for (const payload of texts) {
        for (const fragment of [payload, `k=${payload}&t=${payload}`])
          await visited.page.evaluate('(text) => { location.hash = text }', fragment)
      }
      return await harmSeen(visited, ours)
    })
    expect(harm).toEqual([])
  })

  it.runIf(half === 0)('stay inert in the query of an address', async () => {
    const keys = ['q', 'view', 'theme', 'diff', 'folds']
    const harm: string[] = []
    for (let at = 0; at < texts.length; at += keys.length) {
      const pairs = keys.map((key, which) => [key, texts[at + which] ?? ''] as const)
      const query = new URLSearchParams(Object.fromEntries(pairs))
      const suffix = `?${query}#${texts[at]}`
      harm.push(...(await atHarmless(suffix, (visited) => harmSeen(visited, ours))))
    }
    expect(harm).toEqual([])
  })
})

interface Exported {
  name: string
  pages: string[]
}

/** Export a session to a folder below the one that is served, once. */
async function exportTexts(name: string, session: JsonObject): Promise<Exported> {
  const output = path.join(folder, name)
  if (!(await fs.pathExists(output))) {
    const file = path.join(folder, `${name}.json`)
    await fs.writeJson(file, session)
    await exportSession(file, {surroundings, output, embed: '1-'})
  }
  const pages = (await fs.readdir(output)).filter((one) => one.endsWith('.html')).sort()
  return {name, pages: pages.filter((one) => one !== 'viewer.html')}
}

/** Visit the page of a session in which nothing is hostile, with script and without policy. */
async function atHarmless<T>(suffix: string, look: (visited: Visit) => Promise<T>): Promise<T> {
  harmless ??= exportTexts('harmless', longSession(['Nothing here is hostile.']))
  const {name} = await harmless
  const visited = await visit(contextOf('without its policy'), folder, `${name}/index.html`, {
    suffix,
    base: proxy.base,
  })
  try {
    return await look(visited)
  } finally {
    await visited.page.close()
  }
}

/** Everything that a page does which no page of ours does, after it was provoked. */
async function harmOf(name: string, context: string, tally: typeof ours): Promise<string[]> {
  const visited = await visit(contextOf(context), folder, name, {base: proxy.base})
  try {
    const links = (await provoke(visited.page)).filter((address) => !isBeside(address))
    tally.links += links.length
    const harm = [...links.map((address) => `links to ${address}`)]
    harm.push(...(await harmSeen(visited, tally)))
    return [...new Set(harm)].map((text) => `${name}: ${text.slice(0, 300)}`)
  } finally {
    // Of a page that was led away, or that ended in the midst of it, the requests count as well.
    const late = proxy.take()
    tally.requests += late.length
    await visited.page.close()
  }
}

async function harmSeen(
  {page, said, asked, dialogs}: Visit,
  tally: typeof ours,
): Promise<string[]> {
  const requests = proxy.take()
  const left = await namesLeft(page)
  const names = left.filter((name) => !usual.has(name) && name !== searchIndex)
  tally.pages++
  tally.executions += dialogs.length + names.length
  tally.requests += requests.length
  return [
    ...dialogs.map((text) => `opens a dialog: ${text}`),
    ...said.map((text) => `says ${text}`),
    ...[...asked, ...requests].map((url) => `asks for ${url}`),
    ...names.map((name) => `leaves the name ${name}`),
  ]
}

/** Whether an address is that of a file beside the page. */
function isBeside(address: string): boolean {
  if (!address.startsWith(`${proxy.base}/`)) return false
  return fs.existsSync(path.join(folder, decodeURI(new URL(address).pathname)))
}

function contextOf(name: string): BrowserContext {
  const context = contexts.get(name)
  if (!context) throw new Error(`There is no context \`${name}\`.`)
  return context
}

/** The index for searching all pages, which the viewer loads: data of ours. */
const searchIndex = 'sessionpressSearch'
