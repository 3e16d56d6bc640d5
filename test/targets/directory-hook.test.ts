import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {rootFilesOf} from '../../src/session/bundle.js'
import {directory} from '../../src/targets/directory.js'
import {inspectOne} from '../../src/targets/types.js'
import {temporaryFolder} from '../support/case.js'
import {bundleOf, versionOf} from './bundles.js'
import {nobody, testTarget} from './conformance.js'
import {folderTexts} from './folder-texts.js'

const bundle = versionOf('one')

testTarget('directory with a hook', async () => {
  const {target, importable, root} = await setup()
  return {
    target,
    importable,
    served: () => folderTexts(root),
    async put(file, text) {
      await fs.outputFile(path.join(root, file), text)
    },
    take: (file) => fs.remove(path.join(root, file)),
  }
})

describe('a hook of `directory`', () => {
  it('runs after every publication and removal, in the folder, and is told of it', async () => {
    const {target, root, told} = await setup()
    const id = createShareID()
    const receipt = await target.publish(bundle, id)
    await target.publish(bundle, id, receipt)
    await target.remove([receipt])
    await target.remove([receipt])
    const said = {version: 1, paths: [id], folder: root, url, cwd: await fs.realpath(root)}
    const before = {...said, event: 'publish', there: true, token: 'not-a-secret'}
    const after = {...said, event: 'remove', there: false, token: 'not-a-secret'}
    expect(await told()).toEqual([before, before, after, after])
    expect(JSON.stringify(receipt)).not.toContain('not-a-secret')
  })

  it('runs once for a share that also has files at the root of its host', async () => {
    const {importable, told} = await setup()
    const id = createShareID()
    const {data, page} = rootFilesOf(id)
    const bundle = new Map([...bundleOf({[data]: '[]', [page]: 'on'}), ...versionOf('one')])
    await importable.remove([await importable.publish(bundle, id)])
    const said = (await told()).map(({event, paths}) => [event, paths])
    expect(said).toEqual([
      ['publish', [id]],
      ['remove', [id]],
    ])
  })

  it('runs once for several removals, and not for none', async () => {
    const {target, told} = await setup()
    const receipts = [
      await target.publish(bundle, createShareID()),
      await target.publish(bundle, createShareID()),
    ]
    await target.remove(receipts)
    await target.remove([])
    const removals = (await told()).filter(({event}) => event === 'remove')
    expect(removals.map(({paths}) => paths)).toEqual([receipts.map(({path}) => path)])
  })

  it('that fails leaves a publication unfinished until it succeeds', async () => {
    const {target, root, fail} = await setup()
    const id = createShareID()
    await fail(true)
    const failure = await target.publish(bundle, id).catch((error) => error)
    expect(failure).toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(failure.message).toContain('status 7: the host is closed')
    const planned = target.plan(bundle, id)
    expect(await inspectOne(target, planned)).toMatchObject({isComplete: false, isGone: false})
    await fail(false)
    const receipt = await target.publish(bundle, id, planned)
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
    expect(await fs.readdir(root)).toEqual([id])
  })

  it('that fails leaves a removal unfinished until it succeeds', async () => {
    const {target, root, fail} = await setup()
    const receipt = await target.publish(bundle, createShareID())
    await fail(true)
    await expect(target.remove([receipt])).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, isComplete: false})
    // The next one may know of it from nothing but the place.
    expect(await target.list()).toEqual([receipt.path])
    const found = await target.find(receipt.path)
    await expect(target.remove(found ? [found] : [])).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
    })
    await fail(false)
    await target.remove(found ? [found] : [])
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: true})
    expect(await target.find(receipt.path)).toBeUndefined()
    expect(await fs.readdir(root)).toEqual([])
  })

  it('is not run where nothing was laid, and what was there counts as complete', async () => {
    const {target, root, told} = await setup()
    const receipt = await target.publish(bundle, createShareID())
    await fs.writeFile(path.join(root, receipt.path, 'media-aaaaaaaaaaaaaaaa.png'), 'theirs')
    const next = new Map([...bundle, ...bundleOf({'media-aaaaaaaaaaaaaaaa.png': 'ours'})])
    await expect(target.publish(next, receipt.path, receipt)).rejects.toMatchObject({
      code: 'TARGET_PATH_TAKEN',
    })
    expect(await told()).toHaveLength(1)
    expect(await inspectOne(target, receipt)).toMatchObject({isComplete: true})
  })

  it('says when there is no such program', async () => {
    const {target} = await setup({publish: ['sessionpress-no-such-program']})
    await expect(target.publish(bundle, createShareID())).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
      message: expect.stringContaining('sessionpress-no-such-program'),
    })
  })

  it('does not pretend to take down where the folder is away', async () => {
    const {target, root, told} = await setup()
    const receipt = await target.publish(bundle, createShareID())
    await fs.move(root, `${root}-away`)
    await target.remove([receipt])
    expect(await inspectOne(target, receipt)).toMatchObject({isReachable: false})
    expect((await told()).filter(({event}) => event === 'remove')).toEqual([])
  })

  it('warns where the host may keep a history', async () => {
    const {target} = await setup({publish: ['x']})
    const hints = (await target.check()).map(({hint}) => hint)
    expect(hints).toContainEqual(expect.stringContaining('hook.keepsHistory'))
    expect(target.abilities).toMatchObject({keepsHistory: true, cacheSeconds: undefined})
    const {notes} = await target.remove([target.plan(bundle, createShareID())])
    expect(notes).toEqual([expect.stringContaining('former deploys')])
  })
})

const url = 'https://example.org/shares'

/** A folder with a hook that notes what it is told, and fails while a file says so. */
async function setup(hook?: {publish: string[]}) {
  const folder = await temporaryFolder()
  const [root, program] = [path.join(folder, 'public'), path.join(folder, 'hook.mjs')]
  const [log, closed] = [path.join(folder, 'log'), path.join(folder, 'closed')]
  await fs.writeFile(
    program,
    `import {appendFileSync, existsSync} from 'node:fs'
    const chunks = []
    for await (const chunk of process.stdin) chunks.push(chunk)
    const told = JSON.parse(Buffer.concat(chunks).toString())
    const there = existsSync(told.paths[0])
    const said = {...told, there, cwd: process.cwd(), token: process.env.HOST_TOKEN}
    appendFileSync(${JSON.stringify(log)}, JSON.stringify(said) + '\\n')
    if (existsSync(${JSON.stringify(closed)})) {
      console.error('the host is closed')
      process.exit(7)
    }`,
  )
  const words = [process.execPath, program]
  const context = {env: {HOST_TOKEN: 'not-a-secret'}, fetch}
  const options = {path: root, hook: hook ?? {publish: words, remove: words, keepsHistory: false}}
  const target = directory({...options, url}, context)
  const importable = directory({...options, url: nobody, importable: true}, context)
  const fail = (fails: boolean) => (fails ? fs.writeFile(closed, '') : fs.remove(closed))
  const told = async () =>
    (await fs.readFile(log, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
  return {target, importable, root, fail, told}
}
