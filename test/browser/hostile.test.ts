import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import type {Browser, BrowserContext} from 'playwright-core'
import {afterAll, beforeAll, describe, expect, it} from 'vitest'
import type {JsonObject} from '../../src/session/json.js'
import {type ExportedBundle, exportCase} from '../support/bundle.js'
import {root} from '../support/case.js'
import {launchChromium} from '../support/chromium.js'
import {hostileSession, longSession} from '../support/hostile-session.js'
import {namesLeft, provoke} from '../support/provoke.js'
import {type Visit, visit} from '../support/visit.js'

interface Vector {
  id: string
  kind: string
  payload: string
}

/** Those beside the project have the long ones too. */
const shared = path.join(root, '../shared/vectors/xss.json')
const own = path.join(root, 'fixtures/hostile/vectors.json')
const vectors: Vector[] = await fs.readJson((await fs.pathExists(shared)) ? shared : own)
const short = vectors.filter(({payload}) => payload.length <= 5100)
const long = vectors.filter(({payload}) => payload.length > 5100)

const batchSize = 60
const batches = Array.from({length: Math.ceil(short.length / batchSize)}, (_, at) =>
  short.slice(at * batchSize, (at + 1) * batchSize),
)

let browser: Browser
let folder: string
/** As a reader has it, and without the policy: escaping alone must hold too. */
const contexts = new Map<string, BrowserContext>()
/** Names on the window of a page that holds nothing hostile. */
let usual: Set<string>
let harmless: Promise<ExportedBundle> | undefined

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-hostile-'))
  browser = await launchChromium()
  contexts.set('with its policy', await browser.newContext())
  contexts.set('without its policy', await browser.newContext({bypassCSP: true}))
  usual = new Set(await atHarmless('', ({page}) => namesLeft(page)))
})
afterAll(async () => {
  await browser.close()
  await fs.remove(folder)
})

describe('hostile texts in a browser', () => {
  it('do harm on a page that trusts them', async () => {
    const trusting = short.filter(({kind}) => kind === 'html').slice(0, 40)
    const bad = path.join(folder, 'bad')
    const text = trusting.map(({payload}) => payload).join('\n')
    await fs.outputFile(path.join(bad, 'index.html'), `<!DOCTYPE html><body>${text}`)
    const harm = await harmOf(bad, 'index.html', 'without its policy')
    expect(harm.join('\n')).toMatch(/opens a dialog.*\n.*asks for/s)
  })

  describe.each(batches.map((batch) => ({from: batch[0]?.id, to: batch.at(-1)?.id, batch})))(
    '$from to $to',
    ({from, batch}) => {
      const name = `short-${from}`
      let bundle: ExportedBundle
      beforeAll(async () => {
        bundle = await exportTexts(name, hostileSession(batch.map(({payload}) => payload)))
      })

      it.each(['with its policy', 'without its policy'])('stay inert %s', async (context) => {
        const harm = []
        for (const page of bundle.pages) harm.push(...(await harmOf(bundle.folder, page, context)))
        expect(harm).toEqual([])
      })
    },
  )

  it.skipIf(long.length === 0)('stay inert when they are long', async () => {
    const bundle = await exportTexts('long', longSession(long.map(({payload}) => payload)))
    const harm = []
    for (const page of bundle.pages)
      harm.push(...(await harmOf(bundle.folder, page, 'with its policy')))
    expect(harm).toEqual([])
  })

  it('stay inert as the fragment of an address', async () => {
    const harm = await atHarmless('', async (visited) => {
      for (const {payload} of short) {
        for (const fragment of [payload, `k=${payload}&t=${payload}`])
          await visited.page.evaluate('(text) => { location.hash = text }', fragment)
      }
      return await harmSeen(visited)
    })
    expect(harm).toEqual([])
  })

  it('stay inert in the query of an address', async () => {
    const keys = ['q', 'view', 'theme', 'diff', 'folds']
    const harm: string[] = []
    for (let at = 0; at < short.length; at += keys.length) {
      const pairs = keys.map((key, which) => [key, short[at + which]?.payload ?? ''] as const)
      const query = new URLSearchParams(Object.fromEntries(pairs))
      harm.push(...(await atHarmless(`?${query}#${short[at]?.payload}`, harmSeen)))
    }
    expect(harm).toEqual([])
  })
})

async function exportTexts(name: string, session: JsonObject): Promise<ExportedBundle> {
  const file = path.join(folder, `${name}.json`)
  await fs.writeJson(file, session)
  return await exportCase({name, session: file}, path.join(folder, 'bundles'))
}

/** Visit the page of a session in which nothing is hostile, with script and without policy. */
async function atHarmless<T>(suffix: string, look: (visited: Visit) => Promise<T>): Promise<T> {
  harmless ??= exportTexts('harmless', longSession(['Nothing here is hostile.']))
  const bundle = await harmless
  const visited = await visit(contextOf('without its policy'), bundle.folder, 'index.html', {
    suffix,
  })
  try {
    return await look(visited)
  } finally {
    await visited.page.close()
  }
}

/** Everything that a page does which no page of ours does, after it was provoked. */
async function harmOf(home: string, name: string, context: string): Promise<string[]> {
  const visited = await visit(contextOf(context), home, name)
  try {
    const strange = await provoke(visited.page)
    const harm = [...strange.map((address) => `links to ${address}`), ...(await harmSeen(visited))]
    return [...new Set(harm)].map((text) => `${name}: ${text.slice(0, 300)}`)
  } finally {
    await visited.page.close()
  }
}

async function harmSeen({page, said, asked, dialogs}: Visit): Promise<string[]> {
  const names = (await namesLeft(page)).filter((name) => !usual.has(name) && name !== searchIndex)
  return [
    ...dialogs.map((text) => `opens a dialog: ${text}`),
    ...said.map((text) => `says ${text}`),
    ...asked.map((url) => `asks for ${url}`),
    ...names.map((name) => `leaves the name ${name}`),
  ]
}

function contextOf(name: string): BrowserContext {
  const context = contexts.get(name)
  if (!context) throw new Error(`There is no context \`${name}\`.`)
  return context
}

/** The index for searching all pages, which the viewer loads: data of ours. */
const searchIndex = 'sessionpressSearch'
