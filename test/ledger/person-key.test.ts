import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {expect, it, onTestFinished} from 'vitest'
import {fingerprintWith, openPersonKey, readPersonKey} from '../../src/ledger/person-key.js'

it('is made once, for this person alone', async () => {
  const folder = await newFolder()
  expect(await readPersonKey(folder)).toBeUndefined()
  expect(await readdir(path.dirname(folder))).toEqual([])
  const key = await openPersonKey(folder)
  expect(key).toHaveLength(32)
  expect(await openPersonKey(folder)).toEqual(key)
  expect(await readPersonKey(folder)).toEqual(key)
  expect((await stat(path.join(folder, 'key'))).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['key'])
})

it('is the same for all that want one at once', async () => {
  const folder = await newFolder()
  const keys = await Promise.all(Array.from({length: 8}, () => openPersonKey(folder)))
  expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1)
  expect(await readdir(folder)).toEqual(['key'])
})

it('is never made anew where one is damaged', async () => {
  const folder = await newFolder()
  await openPersonKey(folder)
  await writeFile(path.join(folder, 'key'), 'short')
  await expect(openPersonKey(folder)).rejects.toMatchObject({
    code: 'LEDGER_UNREADABLE',
    message: expect.stringContaining('it has 5 bytes'),
    hint: expect.stringContaining('remove it'),
  })
  expect(await readFile(path.join(folder, 'key'), 'utf8')).toBe('short')
})

it('cannot be made where nothing can be written', async () => {
  const folder = await newFolder()
  await writeFile(folder, 'a file')
  await expect(openPersonKey(path.join(folder, 'state'))).rejects.toMatchObject({
    code: expect.stringMatching(/^LEDGER_UN/),
  })
})

it('names values, each key in its own way', () => {
  const [one, other] = [fingerprintWith(Buffer.alloc(32, 1)), fingerprintWith(Buffer.alloc(32, 2))]
  expect(one('a value')).toMatch(/^[0-9a-f]{8}$/)
  expect(one('a value')).toBe(one('a value'))
  expect(one('a value')).not.toBe(one('another'))
  expect(one('a value')).not.toBe(other('a value'))
})

/** A folder that is not there yet. */
async function newFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-key-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return path.join(folder, 'state')
}
