import {stat} from 'node:fs/promises'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {makeFolder} from '../../src/system/sync-folder.js'
import {temporaryFolder} from '../support/case.js'

describe('makeFolder', () => {
  it('makes a folder with its parents, and may be called again', async () => {
    const folder = path.join(await temporaryFolder(), 'a/b/c')
    await makeFolder(folder, 0o700)
    await makeFolder(folder, 0o700)
    expect((await stat(path.dirname(folder))).mode & 0o777).toBe(0o700)
  })

  it('takes many at once', async () => {
    const folder = path.join(await temporaryFolder(), 'a/b/c')
    await Promise.all(Array.from({length: 10}, () => makeFolder(folder)))
    expect((await stat(folder)).isDirectory()).toBe(true)
  })

  it('says when a file is in the way', async () => {
    const file = path.join(await temporaryFolder(), 'file')
    await fs.writeFile(file, '')
    await expect(makeFolder(path.join(file, 'below'))).rejects.toMatchObject({code: 'EEXIST'})
  })

  it.runIf(process.platform === 'linux')('ends where nothing can be made', async () => {
    await expect(makeFolder('/proc/sessionpress/below')).rejects.toMatchObject({code: 'ENOENT'})
  })
})
