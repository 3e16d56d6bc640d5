import {writeFile} from 'node:fs/promises'
import path from 'node:path'
import fs from 'fs-extra'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import {share, status, unshare} from '../../src/index.js'
import {root} from '../support/case.js'
import {makeWorld} from './world.js'

const feature = path.join(root, 'fixtures/sessions/feature/input.json')

/** Every way to say the newest session of the project, or a file. */
const words: [string, string | undefined][] = [
  ['`latest`', 'latest'],
  ['nothing', undefined],
  ['a path', './session.json'],
  ['a file name', 'session.json'],
  ['standard input', '-'],
]

describe('`status` and `unshare` mean the session that `share` means', () => {
  it.each(words)('by %s', async (_, word) => {
    const {options, publicFolder} = await setup()
    const shared = await share(word, {...options, to: 'public', yes: true})
    expect(await status(word, options)).toEqual(shared)
    // Nothing is no name: `unshare` takes one.
    expect(await unshare([word ?? 'latest'], options)).toMatchObject([
      {shareID: shared.shareID, state: 'removed'},
    ])
    expect(await fs.readdir(publicFolder)).toEqual([])
    expect(await status(word, options)).toMatchObject({
      shareID: null,
      sessionID: shared.sessionID,
      state: 'removed',
    })
  })

  it('by an id or the start of one, without looking into any store', async () => {
    const {options} = await setup()
    const shared = await share('latest', {...options, to: 'public', yes: true})
    const id = shared.sessionID ?? ''
    const away = {...options, source: '/nowhere/at/all.db'}
    for (const word of [id, id.slice(0, 12), id.slice(4, 12), shared.shareID ?? '']) {
      expect(await status(word, away), word).toEqual(shared)
    }
    expect(await unshare([id.slice(4, 12)], away)).toMatchObject([{state: 'removed'}])
  })

  it('by an id that ends as a share id does', async () => {
    const {cwd, options} = await setup()
    const sessionID = 'ses_dfd2a3beaffeabcdefgh012345'
    const file = path.join(cwd, 'alike.json')
    const session = await fs.readJson(feature)
    await fs.writeJson(file, {...session, info: {...session.info, id: sessionID}})
    const shared = await share(file, {...options, to: 'public', yes: true})
    expect(await status(sessionID, options)).toEqual(shared)
    expect(await unshare([sessionID], options)).toMatchObject([{shareID: shared.shareID}])
  })

  it('and look up the start of an id that the ledger does not know', async () => {
    const {options, warnings, id} = await setup()
    for (const word of [id.slice(4, -4), id.slice(0, -4)]) {
      expect(await status(word, options), word).toMatchObject({state: 'none', sessionID: id})
    }
    expect(warnings).toEqual([])
    expect(await status('ses_nope', options)).toMatchObject({state: 'none', sessionID: 'ses_nope'})
    expect(warnings).toEqual(['No session `ses_nope` was found.'])
  })

  it('and say what is not there', async () => {
    const {options} = await setup()
    const call = {...options, to: 'public', yes: true}
    const {sessionID} = await share('latest', call)
    const typo = `${sessionID?.slice(0, -1)}?`
    await expect(unshare([typo], options)).rejects.toMatchObject({
      code: 'SHARE_NOT_FOUND',
      hint: expect.stringContaining(String(sessionID)),
    })
    await expect(unshare(['https://example.org/nothing'], options)).rejects.toMatchObject({
      code: 'SHARE_NOT_FOUND',
    })
    await expect(unshare(['./none.json'], options)).rejects.toMatchObject({
      code: 'SESSION_NOT_FOUND',
      message: expect.stringContaining('none.json'),
    })
    await expect(status('nothing', options)).rejects.toMatchObject({code: 'SESSION_NOT_FOUND'})
  })
})

/** A project with sessions in a store, of which the newest was never used, and one in a file. */
async function setup() {
  const world = await makeWorld()
  const file = path.join(world.home, 'opencode.db')
  await fs.copy(path.join(root, 'fixtures/sources/opencode.db'), file)
  const store = new Database(file)
  store.prepare('UPDATE session SET directory = ?').run(await fs.realpath(world.cwd))
  const used =
    'SELECT id FROM session WHERE parent_id IS NULL AND id IN (SELECT session_id FROM message)'
  const {id} = store.prepare(used).get() as {id: string} // A column of a table that we made.
  store.close()

  const text = await fs.readFile(feature, 'utf8')
  await writeFile(path.join(world.cwd, 'session.json'), text)
  const surroundings = {...world.options.surroundings, stdin: async () => Buffer.from(text)}
  const options = {...world.options, surroundings, source: file}
  return {...world, options, id}
}
