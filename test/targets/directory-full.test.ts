import {execFileSync} from 'node:child_process'
import {mkdtemp, readdir, rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {afterAll, describe, expect, it} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {directory} from '../../src/targets/directory.js'
import {versionOf} from './bundles.js'
import {folderTexts} from './folder-texts.js'

const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-full-'))
const isMounted = mount()
if (!isMounted) console.info('skipped: a full disk needs root and a tmpfs on Linux')

afterAll(async () => {
  if (isMounted) execFileSync('umount', [root])
  await rm(root, {recursive: true, force: true})
})

describe.skipIf(!isMounted)('directory on a full disk', () => {
  const big = {'media-bbbbbbbbbbbbbbbb.txt': 'x'.repeat(200_000)}

  it('leaves nothing of a new share', async () => {
    const target = directory({path: root})
    const id = createShareID()
    await expect(target.publish(versionOf('big', big), id)).rejects.toMatchObject({
      code: 'TARGET_FULL',
    })
    expect(await readdir(root)).toEqual([])
  })

  it('leaves the old share as it was when an update does not fit', async () => {
    const target = directory({path: root})
    const id = createShareID()
    const receipt = await target.publish(versionOf('small'), id)
    const before = await folderTexts(root)
    const update = target.publish(versionOf('big', big), id, receipt)
    await expect(update).rejects.toMatchObject({code: 'TARGET_FULL'})
    expect(await folderTexts(root)).toEqual(before)
    await target.remove([receipt])
    expect(await readdir(root)).toEqual([])
  })
})

function mount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', root], {stdio: 'ignore'})
    return true
  } catch {
    return false // A container without the right to mount.
  }
}
