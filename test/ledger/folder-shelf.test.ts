import {stat} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import {afterAll, describe, expect, it} from 'vitest'
import {folderShelf} from '../../src/ledger/folder-shelf.js'
import {testShelf} from './shelf.js'

const folders: string[] = []

afterAll(async () => {
  for (const folder of folders) await fs.remove(folder)
})

async function newFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sessionpress-shelf-'))
  folders.push(folder)
  return folder
}

describe('a shelf in a folder', () => {
  testShelf(async () => folderShelf(await newFolder()))

  it('is readable by this person alone, and leaves nothing half', async () => {
    const folder = path.join(await newFolder(), 'state')
    const shelf = folderShelf(folder)
    expect(await fs.pathExists(folder)).toBe(false)
    await shelf.write('serve/one/1.json', new Uint8Array([1]))
    expect((await stat(path.join(folder, 'serve', 'one', '1.json'))).mode & 0o777).toBe(0o600)
    expect((await stat(path.join(folder, 'serve'))).mode & 0o777).toBe(0o700)
    expect(await fs.readdir(path.join(folder, 'serve', 'one'))).toEqual(['1.json'])
    await shelf.remove(['serve/one/1.json'])
    await shelf.write('serve/two/items/1.json', new Uint8Array([1]))
    await shelf.remove(['serve/two/items/1.json'])
    expect(await fs.readdir(path.join(folder, 'serve'))).toEqual([])
    expect(await fs.pathExists(path.join(folder, 'serve', 'one'))).toBe(false)
  })
})
