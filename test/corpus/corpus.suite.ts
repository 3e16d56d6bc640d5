import {execFileSync} from 'node:child_process'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {load} from '../../src/actions/load.js'
import {listSessions, loadSession} from '../../src/index.js'
import {root, temporaryFolder} from '../support/case.js'
import {findLost} from '../support/lost.js'

const corpus = path.resolve(root, process.env.SESSIONPRESS_CORPUS ?? '../shared/sessions')
const generator = path.resolve(corpus, '../tools/gen-session.mjs')
const isThere = await fs.pathExists(path.join(corpus, 'opencode-1.18.33'))
if (!isThere) console.log(`No sessions at ${corpus}: the corpus tests are skipped.`)

// Real sessions that may not be copied into the project, read where they lie.
describe.skipIf(!isThere)('every session of the corpus', async () => {
  const files = isThere ? await sessionFiles() : []

  it.each(files)('%s loses nothing on its way to the page', async (file) => {
    const session = path.join(corpus, file)
    if (path.basename(file) === 'empty.json') {
      await expect(loadSession(session)).rejects.toMatchObject({code: 'SESSION_EMPTY'})
      return
    }
    expect(await lostOf(session)).toEqual([])
  })

  it.each(files)('%s is read whole, without whole files and providers’ secrets', async (file) => {
    if (path.basename(file) === 'empty.json') return
    const session = path.join(corpus, file)
    const text = await fs.readFile(session, 'utf8')
    const original: {messages: unknown[]} = JSON.parse(text.slice(text.indexOf('{')))
    const {native} = await load(session, {})
    expect(native.messages).toHaveLength(original.messages.length)
    // Three lines above a change and three below.
    expect(longestContext(native)).toBeLessThanOrEqual(6)
    const dropped = /"(before|snapshot|signature|reasoningOpaque|itemId|encryptedContent)":"/
    expect(JSON.stringify(native).match(dropped)?.[0]).toBeUndefined()
  })

  it('every session of a store loses nothing', async () => {
    const source = path.join(await temporaryFolder(), 'opencode.db')
    await fs.copy(path.join(corpus, 'opencode-1.18.33/db'), path.dirname(source))
    const summaries = await listSessions({source})
    expect(summaries.length).toBeGreaterThan(40)
    for (const {id, title} of summaries) {
      expect(await lostOf(id, source).catch(emptyOnly), title).toEqual([])
    }
  })

  it.each([1000, 5000])(
    'a generated session of %i entries loses nothing, from a file and a legacy tree',
    async (entries) => {
      const folder = await temporaryFolder()
      execFileSync(process.execPath, [generator, folder, String(entries)])
      const made = path.join(folder, String(entries), 'opencode')
      expect(await lostOf(path.join(made, 'export.json'))).toEqual([])
      expect(await lostOf('latest', path.join(made, 'storage'))).toEqual([])
    },
  )
})

async function lostOf(session: string, source?: string): Promise<string[]> {
  const output = path.join(await temporaryFolder(), 'out')
  return await findLost(session, {...(source === undefined ? {} : {source}), output})
}

function emptyOnly(error: {code?: string}): string[] {
  if (error.code === 'SESSION_EMPTY') return []
  throw error
}

async function sessionFiles(): Promise<string[]> {
  const folders = ['opencode', 'opencode-v2', 'opencode-1.18.33/exports']
  const lists = await Promise.all(folders.map((folder) => fs.readdir(path.join(corpus, folder))))
  return lists.flatMap((names, index) => names.sort().map((name) => `${folders[index]}/${name}`))
}

/** Most unchanged lines in a row in any patch. */
function longestContext(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const lengths = Object.entries(value).map(([key, item]) => {
    const isPatch = (key === 'patch' || key === 'diff') && typeof item === 'string'
    return isPatch ? contextOf(item) : longestContext(item)
  })
  return Math.max(0, ...lengths)
}

function contextOf(patch: string): number {
  const runs = patch.split(/^(?! ).*$/m).map((run) => run.split('\n').filter(Boolean).length)
  return Math.max(0, ...runs)
}
