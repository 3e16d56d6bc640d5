import {chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import {describe, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {directory} from '../../src/targets/directory.js'
import {inspectOne} from '../../src/targets/types.js'
import {bundleOf, versionOf} from './bundles.js'
import {nobody, testTarget} from './conformance.js'
import {folderTexts} from './folder-texts.js'

testTarget('directory', async () => {
  const root = path.join(await makeFolder(), 'public', 'shares')
  return {
    target: directory({path: root}),
    importable: directory({path: root, url: nobody, importable: true}),
    served: () => folderTexts(root),
    async put(file, text) {
      await mkdir(path.dirname(path.join(root, file)), {recursive: true})
      await writeFile(path.join(root, file), text)
    },
    take: (file) => rm(path.join(root, file)),
  }
})

const bundle = versionOf('one', {'page-0123456789abcdef.html': 'page'})

describe('directory', () => {
  it('prints a file URL without `url`, else the address of the folder', async () => {
    const root = await makeFolder()
    const file = directory({path: root}).plan(bundle, 's_x')
    expect(file.url).toBe(pathToFileURL(path.join(root, 's_x/index.html')).href)
    const http = directory({path: root, url: 'https://example.org/shares//'}).plan(bundle, 's_x')
    expect(http.url).toBe('https://example.org/shares/s_x/')
    expect(http.location).toBe(path.join(root, 's_x'))
  })

  it('tells what visitors get of a folder that a web server serves', async () => {
    const path = await makeFolder()
    const answers = [404, 200, 403].map((status) => async () => new Response('page', {status}))
    const levels: string[][] = []
    for (const fetch of answers) {
      const target = directory({path, url: 'https://example.org/shares'}, {env: {}, fetch})
      levels.push((await target.check()).map(({level}) => level))
    }
    expect(levels).toEqual([
      ['good', 'good'],
      ['good', 'warning'],
      ['good', 'warning'],
    ])
    expect(await readdir(path)).toEqual([])
  })

  it('works through a root that is a symlink', async () => {
    const folder = await makeFolder()
    await mkdir(path.join(folder, 'real'))
    await symlink(path.join(folder, 'real'), path.join(folder, 'link'))
    const target = directory({path: path.join(folder, 'link')})
    const receipt = await target.publish(bundle, createShareID())
    expect(Object.keys(await folderTexts(path.join(folder, 'real')))).toHaveLength(bundle.size)
    await target.remove([receipt])
    expect(await readdir(path.join(folder, 'real'))).toEqual([])
  })

  it('clears what killed runs left beside, and only that', async () => {
    const root = await makeFolder()
    const target = directory({path: root})
    const [id, other] = [createShareID(), createShareID()]
    const stale = `.${id}.partial-${'0'.repeat(32)}`
    const kept = [`.${other}.partial-${'0'.repeat(32)}`, `.${id}.partial-mine`, `.${id}`]
    for (const name of [stale, ...kept]) await mkdir(path.join(root, name))
    await writeFile(path.join(root, stale, 'index.html'), 'half')
    // Who may write to the root can give any folder such a name.
    const theirs = `.${id}.partial-${'1'.repeat(32)}`
    await mkdir(path.join(root, theirs, 'session.md'), {recursive: true})
    await writeFile(path.join(root, theirs, 'thesis.md'), 'years of work')
    kept.push(theirs)
    await target.remove([target.plan(bundle, id)])
    expect((await readdir(root)).sort()).toEqual(kept.sort())
    expect((await readdir(path.join(root, theirs))).sort()).toEqual(['session.md', 'thesis.md'])
    await mkdir(path.join(root, stale))
    await target.publish(bundle, id)
    expect((await readdir(root)).sort()).toEqual([...kept, id].sort())
  })

  it('writes nothing when nothing changed, and only what changed', async () => {
    const root = await makeFolder()
    const steps: string[] = []
    const target = directory({path: root, onStep: (step) => steps.push(step.split(' ')[0] ?? '')})
    const id = createShareID()
    const receipt = await target.publish(bundle, id)
    steps.length = 0
    await target.publish(bundle, id, receipt)
    expect(steps).toEqual(['make'])
    steps.length = 0
    await target.publish(new Map([...bundle, ...bundleOf({'session.md': 'new'})]), id, receipt)
    expect(steps).toEqual(['make', 'make', 'write', 'rename'])
  })

  describe('symlinks', () => {
    type Link = (root: string, id: string, outside: string) => Promise<void>

    async function withLink(link: Link, {isFile = false} = {}) {
      const folder = await makeFolder()
      const [root, outside] = [path.join(folder, 'root'), path.join(folder, 'outside')]
      await mkdir(outside)
      await writeFile(path.join(outside, 'index.html'), 'theirs')
      const target = directory({path: root})
      const id = createShareID()
      const nested = new Map([...bundleOf({'a/b.txt': 'b'}), ...bundle])
      const receipt = await target.publish(nested, id)
      await link(root, id, outside)
      const before = await folderTexts(folder)
      const next = new Map([...nested, ...bundleOf({'a/b.txt': 'new', 'index.html': 'new'})])
      const code = 'TARGET_PATH_UNSAFE'
      await expect(target.publish(next, id, receipt)).rejects.toMatchObject({code})
      expect(await folderTexts(folder)).toEqual(before)
      if (isFile) {
        expect(await inspectOne(target, receipt)).toMatchObject({isComplete: false, isGone: false})
        await target.remove([receipt])
        expect(await readdir(root)).toEqual([])
      } else {
        await expect(target.remove([receipt])).rejects.toMatchObject({code})
        await expect(inspectOne(target, receipt)).rejects.toMatchObject({code})
        expect(await folderTexts(folder)).toEqual(before)
      }
      expect(await folderTexts(outside)).toEqual({'index.html': 'theirs'})
    }

    it('refuses one in place of the share', () =>
      withLink(async (root, id, outside) => {
        await rename(path.join(root, id), path.join(root, 'moved'))
        await symlink(outside, path.join(root, id))
      }))

    it('writes through none in place of a file, and removes it, not what it leads to', () =>
      withLink(
        async (root, id, outside) => {
          await rm(path.join(root, id, 'index.html'))
          await symlink(path.join(outside, 'index.html'), path.join(root, id, 'index.html'))
        },
        {isFile: true},
      ))

    it('refuses one in place of a folder', () =>
      withLink(async (root, id, outside) => {
        await rm(path.join(root, id, 'a'), {recursive: true})
        await symlink(outside, path.join(root, id, 'a'))
      }))

    it('removes one that leads nowhere', () =>
      withLink(
        async (root, id) => {
          await rm(path.join(root, id, 'index.html'))
          await symlink('/nowhere', path.join(root, id, 'index.html'))
        },
        {isFile: true},
      ))

    it('refuses a new share where one lies', async () => {
      const root = await makeFolder()
      const id = createShareID()
      await symlink('/nowhere', path.join(root, id))
      const publish = directory({path: root}).publish(bundle, id)
      await expect(publish).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
      expect(await readdir(root)).toEqual([id])
    })
  })

  it.each(['index.html', 'session.md'])('refuses a folder in place of %s', async (file) => {
    const root = await makeFolder()
    const target = directory({path: root})
    const receipt = await target.publish(bundle, createShareID())
    await rm(path.join(receipt.location, file))
    await mkdir(path.join(receipt.location, file))
    expect(await inspectOne(target, receipt)).toMatchObject({isGone: false, wrong: [file]})
    await expect(target.remove([receipt])).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
    await expect(target.publish(bundle, receipt.path, receipt)).rejects.toMatchObject({
      code: 'TARGET_PATH_UNSAFE',
    })
  })

  it('says that a root is a file', async () => {
    const root = path.join(await makeFolder(), 'file')
    await writeFile(root, '')
    const publish = directory({path: root}).publish(bundle, createShareID())
    await expect(publish).rejects.toMatchObject({code: 'TARGET_UNAVAILABLE'})
  })

  it.runIf(process.geteuid?.() === 0)(
    'says that it may not write, and leaves what is there',
    async () => {
      const root = await makeFolder()
      const target = directory({path: root})
      const receipt = await target.publish(bundle, createShareID())
      await chmod(path.dirname(receipt.location), 0o755)
      const before = await folderTexts(root)
      await asNobody(async () => {
        const refusal = {code: 'TARGET_DENIED', message: expect.stringContaining(`'${root}/`)}
        await expect(target.publish(bundle, createShareID())).rejects.toMatchObject(refusal)
        const next = versionOf('two')
        await expect(target.publish(next, receipt.path, receipt)).rejects.toMatchObject(refusal)
        await expect(target.remove([receipt])).rejects.toMatchObject(refusal)
      })
      expect(await folderTexts(root)).toEqual(before)
    },
  )

  it('ends as it is told to, and takes back what it began', async () => {
    const root = await makeFolder()
    const told = new AbortController()
    told.abort()
    const onStep = (step: string) => {
      if (/^(?:write|rename)/.test(step)) told.signal.throwIfAborted()
    }
    const publish = directory({path: root, onStep}).publish(bundle, createShareID())
    await expect(publish).rejects.toBe(told.signal.reason)
    expect(await readdir(root)).toEqual([])
  })

  it('goes back to the earlier version when the disk fails in the middle of an update', async () => {
    const root = await makeFolder()
    let isFailing = false
    const target = directory({
      path: root,
      onStep(step) {
        if (isFailing && step === 'rename index.html') {
          throw Object.assign(new Error('EIO: i/o error'), {code: 'EIO'})
        }
      },
    })
    const id = createShareID()
    const receipt = await target.publish(bundle, id)
    const before = await folderTexts(root)
    isFailing = true
    const next = new Map([
      ...bundle,
      ...bundleOf({'page-fedcba9876543210.html': 'new', 'index.html': 'new'}),
    ])
    await expect(target.publish(next, id, receipt)).rejects.toMatchObject({
      code: 'TARGET_UNAVAILABLE',
    })
    expect(await folderTexts(root)).toEqual(before)
  })
})

/** Root may write anywhere, so it steps back for a while. */
async function asNobody(action: () => Promise<void>): Promise<void> {
  process.seteuid?.(65_534)
  try {
    await action()
  } finally {
    process.seteuid?.(0)
  }
}

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-target-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return folder
}
