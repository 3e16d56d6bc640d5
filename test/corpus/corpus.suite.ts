import {execFileSync} from 'node:child_process'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {exportSession, listSessions, loadSession} from '../../src/index.js'
import {root, temporaryFolder} from '../support/case.js'
import {findMissing} from '../support/missing.js'
import {pageText} from '../support/page-text.js'
import {readBundle} from '../support/read-bundle.js'

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
  const options = source === undefined ? {} : {source}
  const output = path.join(await temporaryFolder(), 'out')
  await exportSession(session, {...options, output})
  const {missing} = findMissing(
    await loadSession(session, options),
    pageText(await readBundle(output)),
  )
  return missing
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
