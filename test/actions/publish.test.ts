import {readdir, rm, writeFile} from 'node:fs/promises'
import path from 'node:path'
import {describe, expect, it} from 'vitest'
import {list} from '../../src/actions/list.js'
import {type PublishOptions, publishShare} from '../../src/actions/publish.js'
import {status} from '../../src/actions/status.js'
import type {Progress} from '../../src/actions/types.js'
import {SessionpressError} from '../../src/errors.js'
import {openLedger} from '../../src/ledger/ledger.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {directory} from '../../src/targets/directory.js'
import type {Target} from '../../src/targets/types.js'
import {versionOf} from '../targets/bundles.js'
import {folderTexts} from '../targets/folder-texts.js'
import {makeWorld} from './world.js'

describe('publishShare', () => {
  it('keeps an update that is neither whole nor undone as `publishing`, and finishes it later', async () => {
    const {publish, options, target, read} = await setup()
    const first = await publish(versionOf('a', {'page-aaaaaaaaaaaaaaaa.html': 'a'}))
    const torn: Target = {
      ...target,
      async publish(bundle, name, previous) {
        const receipt = await target.publish(bundle, name, previous)
        await rm(path.join(receipt.location, 'session.md'))
        throw new SessionpressError('TARGET_UNAVAILABLE', 'The line was cut.')
      },
    }
    const next = versionOf('b', {'page-bbbbbbbbbbbbbbbb.html': 'b'})
    await expect(publish(next, {existing: first}, torn)).rejects.toMatchObject({
      code: 'PUBLISH_PARTIAL',
      message: `The line was cut. What is online at ${first.receipt.url} may be incomplete.`,
    })
    expect(await status('ses_one', options)).toMatchObject({
      state: 'publishing',
      shareID: first.shareID,
      shareURL: first.receipt.url,
    })
    await publish(next, {existing: await read(first.shareID)})
    expect(await status('ses_one', options)).toMatchObject({state: 'live'})
  })

  it('fails when what lies there is not what was published', async () => {
    const {publish, options, target} = await setup()
    const damaged: Target = {
      ...target,
      async publish(bundle, name, previous) {
        const receipt = await target.publish(bundle, name, previous)
        await writeFile(path.join(receipt.location, 'session.md'), 'something else')
        return receipt
      },
    }
    await expect(publish(versionOf('a'), {}, damaged)).rejects.toMatchObject({
      code: 'PUBLISH_UNVERIFIED',
      message: expect.stringMatching(/session\.md.*may be incomplete/),
    })
    expect(await list(options)).toMatchObject([{state: 'publishing'}])
  })

  it('succeeds when only the answer was lost', async () => {
    const {publish, options, target} = await setup()
    const cut: Target = {
      ...target,
      async publish(bundle, name, previous) {
        await target.publish(bundle, name, previous)
        throw new SessionpressError('TARGET_UNAVAILABLE', 'The line was cut.')
      },
    }
    const first = await publish(versionOf('a', {'page-aaaaaaaaaaaaaaaa.html': 'a'}), {}, cut)
    await publish(versionOf('b'), {existing: first}, cut)
    const {records} = await openLedger(options.state).list()
    const receipt = target.plan(versionOf('b'), first.shareID)
    expect(records).toMatchObject([{state: 'live', receipt}])
    expect(records[0]).not.toHaveProperty('leftovers')
  })

  it('says that files of the earlier version are still there, and removes them later', async () => {
    const {publish, target, publicFolder, read} = await setup()
    const pages = {'page-aaaaaaaaaaaaaaaa.html': 'a'}
    const first = await publish(versionOf('a', pages))
    const cut: Target = {
      ...target,
      async publish(bundle, name, previous) {
        const receipt = await target.publish(bundle, name, previous)
        await writeFile(path.join(receipt.location, 'page-aaaaaaaaaaaaaaaa.html'), 'a')
        throw new SessionpressError('TARGET_DENIED', 'One file could not be removed.')
      },
    }
    await expect(publish(versionOf('b'), {existing: first}, cut)).rejects.toMatchObject({
      code: 'PUBLISH_PARTIAL',
      message: expect.stringContaining('new version is online'),
    })
    await publish(versionOf('b'), {existing: await read(first.shareID)})
    expect(Object.keys(await folderTexts(publicFolder))).not.toContain(
      `${first.shareID}/page-aaaaaaaaaaaaaaaa.html`,
    )
  })
})

describe('publishShare that is interrupted or cannot look', () => {
  it('tells of each file, and how many there are', async () => {
    const {publish} = await setup()
    const told: Progress[] = []
    const onProgress = (progress: Progress) => void told.push(progress)
    const first = await publish(versionOf('a'), {onProgress})
    expect(told).toEqual([0, 1, 2, 3].map((done) => ({step: 'publishing', done, total: 3})))
    told.length = 0
    await publish(versionOf('b'), {existing: first, onProgress})
    // The marker is the same in every version, and stays where it is.
    expect(told.at(-1)).toEqual({step: 'publishing', done: 2, total: 3})
  })

  it('leaves nothing when it is broken off in the middle', async () => {
    const {publish, publicFolder, options} = await setup()
    const stop = new DOMException('Interrupted', 'AbortError')
    const onProgress = ({done}: Progress) => {
      if (done === 2) throw stop
    }
    await expect(publish(versionOf('a'), {onProgress})).rejects.toBe(stop)
    expect(await readdir(publicFolder)).toEqual([])
    expect((await openLedger(options.state).list()).records).toEqual([])
  })

  it('says that it could not see what is online, and keeps why', async () => {
    const {publish, target, read, options} = await setup()
    const why = new SessionpressError('TARGET_UNAVAILABLE', 'Nobody answers.')
    const cut = new SessionpressError('TARGET_DENIED', 'The line was cut.')
    let isCut = false
    const dead: Target = {
      ...target,
      publish: async () => {
        isCut = true
        throw cut
      },
      inspect: (receipts) => (isCut ? Promise.reject(why) : target.inspect(receipts)),
    }
    const error = await publish(versionOf('a'), {}, dead).catch((error: unknown) => error)
    expect(error).toMatchObject({
      code: 'TARGET_DENIED',
      message: expect.stringMatching(/The line was cut\..* not known/),
      cause: expect.objectContaining({errors: [cut, why]}),
    })
    const [begun] = (await openLedger(options.state).list()).records
    expect(await read(begun?.shareID ?? '')).toMatchObject({state: 'publishing'})
  })
})

async function setup() {
  const {options, publicFolder, state} = await makeWorld()
  const target = directory({path: publicFolder})
  const shareID = createShareID()
  const ledger = openLedger(state)
  const publish = (
    bundle: PublishOptions['bundle'],
    change: Partial<PublishOptions> = {},
    through = target,
  ) =>
    publishShare({
      ledger,
      destination: {
        name: publicFolder,
        type: 'directory',
        options: {path: publicFolder},
        target: through,
      },
      shareID,
      sessionID: 'ses_one',
      title: 'Title',
      findings: [],
      bundle,
      existing: undefined,
      replaces: undefined,
      now: new Date(0),
      ...change,
    })
  const read = async (id: string) => {
    const record = await ledger.read(id)
    return record?.state === 'removed' ? undefined : record
  }
  return {options, publicFolder, target, publish, read}
}
