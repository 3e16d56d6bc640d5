import {createHash, randomBytes} from 'node:crypto'
import {cp, mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {list} from '../../src/actions/list.js'
import {status} from '../../src/actions/status.js'
import {unshare} from '../../src/actions/unshare.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {versionOf} from '../targets/bundles.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

describe('unshare', () => {
  it('removes every file, keeps a tombstone of few words, and `status` says null', async () => {
    const {options, publicFolder, state, shareOne} = await setup()
    const shared = await shareOne('ses_one')
    const [removed] = await unshare(['ses_one'], options)
    expect(removed).toMatchObject({
      shareID: shared.shareID,
      shareURL: null,
      sessionID: 'ses_one',
      state: 'removed',
    })
    expect(await readdir(publicFolder)).toEqual([])
    expect(await status('ses_one', options)).toMatchObject({
      shareID: null,
      shareURL: null,
      state: 'removed',
    })
    const record = await readFile(path.join(state, 'shares', `${shared.shareID}.json`), 'utf8')
    expect(JSON.parse(record)).toEqual({
      version: 1,
      shareID: shared.shareID,
      sessionID: 'ses_one',
      target: {name: publicFolder, type: 'directory', options: {path: publicFolder}},
      state: 'removed',
      createdAt: shared.createdAt,
      updatedAt: expect.any(String),
      expiresAt: null,
    })
    expect((await shareOne('ses_one')).shareID).not.toBe(shared.shareID)
  })

  it.each<[string, (shared: {id: string; url: string}) => string]>([
    ['session id', () => 'ses_one'],
    ['start of a session id', () => 'ses_o'],
    ['share id', ({id}) => id],
    ['start of a share id', ({id}) => id.slice(0, 12)],
    ['file URL', ({url}) => url],
    ['web address', ({id}) => `https://example.org/shares/${id}/index.html#t12`],
    ['path', ({id}) => `./public/${id}`],
  ])('takes a %s', async (_, name) => {
    const {options, publicFolder, shareOne} = await setup()
    const {shareID, shareURL} = await shareOne('ses_one')
    const other = await shareOne('ses_two')
    await unshare([name({id: shareID ?? '', url: shareURL ?? ''})], options)
    expect(await readdir(publicFolder)).toEqual([other.shareID])
  })

  it('says so when it was removed already, and fails on what it does not know', async () => {
    const {options, warnings, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    await unshare(['ses_one'], options)
    expect(await unshare(['ses_one'], options)).toMatchObject([{shareID, state: 'removed'}])
    expect(warnings).toEqual([expect.stringContaining('removed already')])
    const code = 'SHARE_NOT_FOUND'
    await expect(unshare(['ses_on3'], options)).rejects.toMatchObject({
      code,
      hint: expect.stringMatching(/ses_one/),
    })
    await expect(unshare([createShareID()], options)).rejects.toMatchObject({code})
    await expect(unshare([''], options)).rejects.toMatchObject({code})
  })

  it('refuses a prefix that fits several', async () => {
    const {options, publicFolder, shareOne} = await setup()
    await shareOne('ses_one')
    await shareOne('ses_two')
    const code = 'SHARE_AMBIGUOUS'
    await expect(unshare(['ses_'], options)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/ses_one.*ses_two/),
    })
    expect(await readdir(publicFolder)).toHaveLength(2)
  })

  it('removes all, or a session everywhere, or only at one target', async () => {
    const {options, cwd, publicFolder, shareOne} = await setup()
    await shareOne('ses_one')
    await shareOne('ses_one', './other')
    await unshare(['ses_one'], {...options, to: './other'})
    expect(await readdir(path.join(cwd, 'other'))).toEqual([])
    expect(await readdir(publicFolder)).toHaveLength(1)
    await shareOne('ses_one', './other')
    expect(await unshare(['ses_one'], options)).toHaveLength(2)
    await shareOne('ses_two')
    await shareOne('ses_three')
    expect(await unshare([], {...options, all: true})).toHaveLength(2)
    expect(await readdir(publicFolder)).toEqual([])
    expect(await unshare([], {...options, all: true})).toEqual([])
  })

  it('only tells with `dryRun`', async () => {
    const {options, state, shareOne} = await setup()
    const shared = await shareOne('ses_one')
    expect(await unshare(['ses_one'], {...options, dryRun: true})).toEqual([shared])
    await rm(state, {recursive: true})
    const {shareID, shareURL} = shared
    const found = await unshare([shareID ?? ''], {...options, to: 'public', dryRun: true})
    expect(found).toMatchObject([{shareID, shareURL, state: 'live'}])
  })

  it('works without the ledger, by id or URL and `to`', async () => {
    const {options, state, publicFolder, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await rm(state, {recursive: true})
    const call = {...options, to: './public'}
    const code = 'SHARE_NOT_FOUND'
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({code})
    await expect(unshare([createShareID()], call)).rejects.toMatchObject({code})
    expect(await unshare([one.shareID ?? '', two.shareURL ?? ''], call)).toMatchObject([
      {shareID: one.shareID, state: 'removed'},
      {shareID: two.shareID, state: 'removed'},
    ])
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('works without the ledger for ciphertext in several files', async () => {
    const {options, state, publicFolder} = await setup()
    const bytes = randomBytes(5 * 1024 * 1024)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const picture = {
      size: bytes.length,
      sha256,
      read: async function* () {
        yield bytes
      },
    }
    const bundle = new Map([['media-0123456789abcdef.png', picture], ...versionOf('a')])
    const call = {...options, to: './public', yes: true, encrypt: true}
    const {shareID, shareURL} = await share('ses_one', {
      ...call,
      prepare: prepareVersion('a', {bundle}),
    })
    const names = await readdir(path.join(publicFolder, shareID ?? ''))
    expect(names).toContainEqual(expect.stringMatching(/^data-/))
    await rm(state, {recursive: true})
    await unshare([shareURL ?? ''], {...options, to: './public'})
    expect(await readdir(publicFolder)).toEqual([])
  })

  it('finds by `to` what was moved, and leaves alone what the ledger knows elsewhere', async () => {
    const {options, cwd, publicFolder, warnings, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    await cp(publicFolder, path.join(cwd, 'copy'), {recursive: true})
    expect(await unshare(['ses_one'], {...options, to: './copy'})).toMatchObject([
      {shareID, state: 'removed'},
    ])
    expect(await readdir(path.join(cwd, 'copy'))).toEqual([])
    expect(warnings).toEqual([expect.stringContaining(publicFolder)])
    expect(await status('ses_one', {...options, check: true})).toMatchObject({online: true})
  })

  it('reaches a target as the configuration has it now, where that is named', async () => {
    const {options, state, cwd, publicFolder, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    // As an older or newer release may have recorded it.
    const file = path.join(state, 'shares', `${shareID}.json`)
    const record = JSON.parse(await readFile(file, 'utf8'))
    record.target.options = {path: publicFolder, unknown: true}
    await writeFile(file, JSON.stringify(record))
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({code: 'TARGET_UNKNOWN'})
    expect(await unshare(['ses_one'], {...options, to: './public'})).toMatchObject([
      {shareID, state: 'removed'},
    ])
    expect(await readdir(path.join(cwd, 'public'))).toEqual([])
    expect(await list(options)).toEqual([])
  })

  it('names five of many failures, and counts the rest', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const sessions = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => `ses_${name}`)
    for (const session of sessions) await shareOne(session)
    await rename(publicFolder, `${publicFolder}-away`)
    await expect(unshare(sessions, options)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringMatching(/^7 of 7 could not.*And 2 more\.$/),
    })
  })

  it('removes the others when one fails, says what is online, and finishes later', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    const page = path.join(publicFolder, one.shareID ?? '', 'index.html')
    await rm(page)
    await mkdir(page)
    await expect(unshare(['ses_one', 'ses_two'], options)).rejects.toMatchObject({
      code: 'REMOVE_PARTIAL',
      message: expect.stringContaining(`${one.shareURL}`),
    })
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    expect(await status('ses_one', options)).toMatchObject({
      state: 'removing',
      shareURL: one.shareURL,
    })
    expect(await status('ses_two', options)).toMatchObject({state: 'removed'})
    await rm(page, {recursive: true})
    expect(await unshare(['ses_one'], options)).toMatchObject([{state: 'removed'}])
    expect(await readdir(publicFolder)).toEqual([])
    expect(two.state).toBe('live')
  })

  it('takes no folder that is not there for a removal', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const one = await shareOne('ses_one')
    await rename(publicFolder, `${publicFolder}-away`)
    await expect(unshare(['ses_one'], options)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('is not known'),
    })
    await rename(`${publicFolder}-away`, publicFolder)
    expect(await unshare(['ses_one'], options)).toMatchObject([
      {shareID: one.shareID, state: 'removed'},
    ])
    expect(await readdir(publicFolder)).toEqual([])
  })

  it("touches no folder but the share's own, whatever a record says", async () => {
    const {options, publicFolder, state, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const mine = path.join(publicFolder, 'mine')
    await mkdir(mine)
    await writeFile(path.join(mine, 'index.html'), 'mine')
    const file = path.join(state, 'shares', `${one.shareID}.json`)
    const record = JSON.parse(await readFile(file, 'utf8'))
    record.receipt.path = 'mine'
    await writeFile(file, JSON.stringify(record))
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
    expect(await readFile(path.join(mine, 'index.html'), 'utf8')).toBe('mine')
  })

  it('tells of a damaged record, and removes by `to` all the same', async () => {
    const {options, state, publicFolder, warnings, shareOne} = await setup()
    const [one, two] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await writeFile(path.join(state, 'shares', `${one.shareID}.json`), '{"version": 1')
    expect(await list(options)).toMatchObject([{shareID: two.shareID}])
    expect(warnings).toEqual([expect.stringContaining(`${one.shareID}.json`)])
    await expect(unshare([one.shareID ?? ''], options)).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
    await unshare([one.shareID ?? ''], {...options, to: 'public'})
    expect(await readdir(publicFolder)).toEqual([two.shareID])
  })

  it('with `all` removes the others and fails on a damaged record', async () => {
    const {options, state, publicFolder, shareOne} = await setup()
    const [one] = [await shareOne('ses_one'), await shareOne('ses_two')]
    await writeFile(path.join(state, 'shares', `${one.shareID}.json`), '{"version": 1')
    await expect(unshare([], {...options, all: true})).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
      message: expect.stringMatching(`${one.shareID}.json.* The other share was taken down\\.$`),
    })
    expect(await readdir(publicFolder)).toEqual([one.shareID])
    await expect(unshare([], {...options, all: true})).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
    })
  })
})

describe('status and list', () => {
  it('know nothing of what was never shared', async () => {
    const {options} = await setup()
    expect(await status('ses_never', options)).toMatchObject({
      shareID: null,
      shareURL: null,
      sessionID: 'ses_never',
      state: 'none',
    })
    expect(await list(options)).toEqual([])
  })

  it('ask a folder with `check`', async () => {
    const {options, publicFolder, shareOne} = await setup()
    const {shareID} = await shareOne('ses_one')
    expect(await status('ses_one', {...options, check: true})).toMatchObject({online: true})
    expect(await status(shareID ?? '', {...options, check: true})).toMatchObject({online: true})
    await rm(path.join(publicFolder, shareID ?? ''), {recursive: true})
    expect(await list({...options, check: true})).toMatchObject([{state: 'live', online: false}])
  })

  it('prefer the live share, and list by age', async () => {
    const {options, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const two = await shareOne('ses_one', './other')
    await unshare([two.shareID ?? ''], options)
    expect(await status('ses_one', options)).toEqual(one)
    expect((await list(options)).map(({shareID}) => shareID)).toEqual([one.shareID])
    expect((await list({...options, all: true})).map(({shareID}) => shareID)).toEqual([
      one.shareID,
      two.shareID,
    ])
  })

  it('tell of each share of a session that is online', async () => {
    const {options, warnings, shareOne} = await setup()
    const one = await shareOne('ses_one')
    const two = await shareOne('ses_one', './other')
    expect(await status('ses_one', options)).toEqual(two)
    expect(warnings).toEqual([expect.stringContaining(one.shareURL ?? 'nothing')])
    expect(warnings[0]).toContain(`\`${one.target}\``)
  })

  it('look up what is no id where the sessions are', async () => {
    const {options} = await setup()
    const call = {...options, source: '/nowhere/at/all.db'}
    for (const session of [undefined, 'latest', './nothing.json']) {
      await expect(status(session, call)).rejects.toMatchObject({
        code: expect.stringMatching(/^(SOURCE|SESSION)_/),
      })
    }
  })
})

async function setup() {
  const world = await makeWorld()
  const shareOne = (session: string, to = './public') =>
    share(session, {...world.options, to, yes: true, prepare: prepareVersion('a')})
  return {...world, shareOne}
}
