import {mkdtemp, readdir, rename, rm, symlink} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {afterAll, beforeAll, expect, it, onTestFinished} from 'vitest'
import {createShareID} from '../../src/ledger/share-id.js'
import {versionOf} from './bundles.js'
import {folderTexts} from './folder-texts.js'

const {platform} = process

// Where the system gives no paths to open folders, publishing goes by looks alone.
beforeAll(() => void Object.defineProperty(process, 'platform', {value: 'darwin'}))
afterAll(() => void Object.defineProperty(process, 'platform', {value: platform}))

it('publishes, updates, refuses symlinks and removes on other systems', async () => {
  const {directory} = await import('../../src/targets/directory.js')
  const root = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-target-'))
  onTestFinished(() => rm(root, {recursive: true, force: true}))
  const target = directory({path: root})
  const id = createShareID()
  const [old, next] = [versionOf('one', {'a/old.txt': 'old'}), versionOf('two', {'b/new.txt': ''})]

  const first = await target.publish(old, id)
  expect(Object.keys(await folderTexts(path.join(root, id)))).toHaveLength(old.size)
  const second = await target.publish(next, id, first)
  expect(Object.keys(await folderTexts(path.join(root, id)))).toHaveLength(next.size)

  await rename(path.join(root, id), path.join(root, 'aside'))
  await symlink('aside', path.join(root, id))
  await expect(target.remove([second])).rejects.toMatchObject({code: 'TARGET_PATH_UNSAFE'})
  await rm(path.join(root, id))
  await rename(path.join(root, 'aside'), path.join(root, id))
  await target.remove([second])
  expect(await readdir(root)).toEqual([])
})
