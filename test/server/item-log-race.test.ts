import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import {expect, it, onTestFinished} from 'vitest'
import {folderShelf} from '../../src/ledger/folder-shelf.js'
import {type Batch, openItemLog} from '../../src/server/item-log.js'

/** What one sync brings: one message. */
function batchOf(id: string): Batch {
  return {items: [{key: `message/${id}`, type: 'message', data: {id}}], numbers: new Map()}
}

it('loses nothing of a writer who was held up until all around its number was one batch', async () => {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-log-'))
  onTestFinished(() => fs.remove(folder))
  const shelf = folderShelf(folder)
  const [slow, quick] = [openItemLog(shelf, 's_x'), openItemLog(shelf, 's_x')]
  await quick.append(async () => batchOf('first'))

  let goOn = () => {}
  const isHeld = new Promise<void>((resolve) => {
    goOn = resolve
  })
  const late = slow.append(async () => {
    await isHeld
    return batchOf('late')
  })
  for (let index = 0; index < 40; index++) await quick.append(async () => batchOf(`${index}`))
  const {last} = await quick.read()
  expect(await quick.compact(last)).toBe(last + 1)
  goOn()
  await late

  const keys = [...(await quick.read()).items.keys()]
  expect(keys).toHaveLength(42)
  expect(keys).toContain('message/late')
  // Nothing lies where nobody reads it.
  expect((await shelf.list('serve/s_x/items/')).length).toBe(2)
})
