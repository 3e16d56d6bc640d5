import {mkdtemp, readdir, readFile, rm, stat, writeFile} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import {describe, expect, it, onTestFinished} from 'vitest'
import {openLedger} from '../../src/ledger/ledger.js'
import {receiptOfAll, type Tombstone} from '../../src/ledger/record.js'
import {createShareID} from '../../src/ledger/share-id.js'
import {rootFilesOf} from '../../src/session/bundle.js'
import {testLedger} from './ledger.js'
import {recordOf} from './records.js'

describe('createShareID', () => {
  it('gives `s_` and 26 characters of lower-case Crockford base32', () => {
    expect(createShareID()).toMatch(/^s_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(createShareID()).not.toBe(createShareID())
  })

  it('uses every character equally and 5 bits of every byte', () => {
    const bytes = Uint8Array.from({length: 26}, (_, index) => index)
    expect(createShareID(() => bytes)).toBe('s_0123456789abcdefghjkmnpqrs')
    expect(createShareID(() => bytes.map((byte) => 255 - byte))).toBe(
      's_zyxwvtsrqpnmkjhgfedcba9876',
    )
  })
})

describe('ledger in a folder', () => {
  testLedger(async () => {
    const {folder} = await setup()
    return () => openLedger(folder)
  })

  it('keeps them private and whole', async () => {
    const {ledger, shares} = await setup()
    const record = recordOf()
    await ledger.write(record)
    expect(await ledger.read(record.shareID)).toEqual(record)
    expect(await readdir(shares)).toEqual([`${record.shareID}.json`])
    expect((await stat(path.join(shares, `${record.shareID}.json`))).mode & 0o777).toBe(0o600)
    expect((await stat(shares)).mode & 0o777).toBe(0o700)
  })

  it('makes nothing on the disk by looking', async () => {
    const {folder, ledger} = await setup()
    expect(await ledger.list()).toEqual({records: [], damaged: []})
    expect(await ledger.read(createShareID())).toBeUndefined()
    expect(await readdir(folder)).toEqual([])
  })

  it('reads a tombstone, and fields that it does not know', async () => {
    const {ledger, shares} = await setup()
    const {title: _, receipt: __, findings: ___, ...rest} = recordOf()
    const tombstone: Tombstone = {...rest, state: 'removed'}
    const text = JSON.stringify({...tombstone, later: true, target: {...rest.target, later: 1}})
    await ledger.write(tombstone)
    await writeFile(path.join(shares, `${rest.shareID}.json`), text)
    expect(await ledger.read(rest.shareID)).toEqual(tombstone)
  })

  it('tells of a damaged record, torn at any byte, and lists the others', async () => {
    const {ledger, shares} = await setup()
    const [record, damaged] = [recordOf(), recordOf()]
    await ledger.write(record)
    await ledger.write(damaged)
    const file = path.join(shares, `${damaged.shareID}.json`)
    const text = (await readFile(file, 'utf8')).trimEnd()
    for (let length = 0; length < text.length; length += 7) {
      await writeFile(file, text.slice(0, length))
      const content = await ledger.list()
      expect(content.records).toEqual([record])
      expect(content.damaged).toMatchObject([
        {code: 'LEDGER_UNREADABLE', message: expect.stringContaining(file)},
      ])
      await expect(ledger.read(damaged.shareID)).rejects.toMatchObject({code: 'LEDGER_UNREADABLE'})
      expect(await readFile(file, 'utf8')).toBe(text.slice(0, length))
    }
  })

  const broken: [string, object, string][] = [
    ['no object', [], 'at '],
    ['an unknown state', {state: 'lost'}, 'state'],
    ['no receipt', {receipt: undefined}, 'receipt'],
    [
      'a file without hash',
      {receipt: {...recordOf().receipt, files: [{path: 'a', size: 1}]}},
      'sha256',
    ],
    ['another id', {shareID: '../../x'}, 'shareID'],
    ['a newer version', {version: 2, state: 'new'}, 'newer sessionpress: its version is 2'],
  ]

  it.each(broken)('refuses a record with %s and says so', async (_, change, message) => {
    const {ledger, shares} = await setup()
    const record = recordOf()
    await ledger.write(record)
    const value = Array.isArray(change) ? change : {...record, ...change}
    await writeFile(path.join(shares, `${record.shareID}.json`), JSON.stringify(value))
    await expect(ledger.read(record.shareID)).rejects.toMatchObject({
      code: 'LEDGER_UNREADABLE',
      message: expect.stringContaining(message),
    })
  })

  it('says that it cannot write, and where', async () => {
    const {folder} = await setup()
    await writeFile(path.join(folder, 'file'), '')
    const write = openLedger(path.join(folder, 'file')).write(recordOf())
    await expect(write).rejects.toMatchObject({
      code: 'LEDGER_UNWRITABLE',
      message: expect.stringContaining(folder),
    })
  })

  it('names every file once that may lie there', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => ({path: name, size: 1, sha256: name}))
    if (!a || !b || !c) throw new Error('no files')
    const record = recordOf()
    const receipt = {...record.receipt, files: [a, b]}
    const previous = {
      receipt: {...receipt, files: [{...a, size: 2}, c]},
      title: '',
      findings: [],
      updatedAt: '',
    }
    const all = receiptOfAll({...record, receipt, previous, leftovers: [{...c, size: 3}]})
    expect(all).toEqual({...receipt, files: [a, b, c]})
  })
})

describe('files at the root of a host', () => {
  const file = (path: string) => ({path, size: 1, sha256: 'a'})
  const withFiles = (places: 'receipt' | 'previous' | 'leftovers' | 'former', path: string) => {
    const {receipt, title, findings, updatedAt, ...record} = recordOf()
    const named = {...receipt, files: [...receipt.files, file(path)]}
    const all = {...record, title, findings, updatedAt, receipt}
    if (places === 'receipt') return {...all, receipt: named}
    if (places === 'previous')
      return {...all, previous: {receipt: named, title, findings, updatedAt}}
    return {...all, [places]: [file(path)]}
  }

  it.each(['receipt', 'previous', 'leftovers', 'former'] as const)(
    'are in a record only as those of its own share (%s)',
    async (places) => {
      const {shares, ledger} = await setup()
      await ledger.write(recordOf()) // Makes the folder.
      const read = async (nameOf: (share: string) => string) => {
        const {shareID, ...more} = withFiles(places, '-')
        const text = JSON.stringify({...more, shareID}).replaceAll('"-"', () =>
          JSON.stringify(nameOf(shareID)),
        )
        await writeFile(path.join(shares, `${shareID}.json`), text)
        return await ledger.read(shareID)
      }
      for (const place of ['data', 'page'] as const) {
        expect(await read((share) => rootFilesOf(share)[place])).toMatchObject({state: 'live'})
      }
      for (const nameOf of [
        () => rootFilesOf(createShareID()).data,
        () => '/index.html',
        (share: string) => `/share/${share}/../index.html`,
        (share: string) => `/api/share/${share}/index.html`,
        (share: string) => `//share/${share}/index.html`,
      ]) {
        await expect(read(nameOf)).rejects.toMatchObject({code: 'LEDGER_UNREADABLE'})
      }
    },
  )
})

async function setup() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'sessionpress-ledger-'))
  onTestFinished(() => rm(folder, {recursive: true, force: true}))
  return {folder, shares: path.join(folder, 'shares'), ledger: openLedger(folder)}
}
