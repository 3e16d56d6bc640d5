import path from 'node:path'
import process from 'node:process'
import {crc32, inflateRawSync} from 'node:zlib'
import {unzipSync} from 'fflate'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {exportZip} from '../../src/actions/export-zip.js'
import {exportSession} from '../../src/index.js'
import {createWorld} from '../commands/run-command.js'
import {root, surroundings, temporaryFolder} from '../support/case.js'
import {bundleOf, contentOf} from '../targets/bundles.js'
import {folderTexts} from '../targets/folder-texts.js'

const session = path.join(root, 'fixtures/sessions/todos-change/input.json')

describe('an export to an archive', () => {
  it('holds what an export to a folder writes, in one folder', async () => {
    const {folder, write} = await setup()
    await write({output: 'out'})
    const result = await write({output: 'out.zip'})
    const [top] = Object.keys(await unzipped(result.path))[0]?.split('/') ?? []
    expect(top).not.toBe('')
    expect(await unzipped(result.path)).toEqual(
      Object.fromEntries(
        Object.entries(await folderTexts(path.join(folder, 'out'))).map(([name, text]) => [
          `${top}/${name}`,
          text,
        ]),
      ),
    )
    const {size} = await fs.stat(result.path)
    expect(result).toMatchObject({files: ['out.zip'], bytes: size})
  })

  it('is named by the title where no name is given', async () => {
    const {folder, write} = await setup()
    const {path: file} = await write({zip: true})
    expect(path.dirname(file)).toBe(folder)
    const name = path.basename(file, '.zip')
    expect(Object.keys(await unzipped(file))).toContain(`${name}/index.html`)
  })

  it('gives the same bytes twice, over the earlier one, in every time zone', async () => {
    const {folder, write} = await setup()
    const zone = process.env.TZ
    try {
      const archives: Buffer[] = []
      for (const each of ['America/Los_Angeles', 'Pacific/Auckland', 'UTC']) {
        process.env.TZ = each
        archives.push(await fs.readFile((await write({output: 'out.zip'})).path))
      }
      const [first, ...others] = archives
      for (const other of others) expect(other.equals(first ?? Buffer.of())).toBe(true)
      expect(await fs.readdir(folder)).toEqual(['out.zip'])
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it('gives the same bytes however its files are read', async () => {
    const folder = await temporaryFolder()
    const text = Array.from({length: 40_000}, (_, index) => `${index * 7919} `).join('')
    const whole = Buffer.from(text)
    const cut = new Map([['media-0123456789abcdef.txt', contentOf(text)]])
    const uncut = new Map([
      [
        'media-0123456789abcdef.txt',
        {
          ...contentOf(text),
          async *read() {
            yield whole
          },
        },
      ],
    ])
    await exportZip(path.join(folder, 'one.zip'), 'x', cut)
    await exportZip(path.join(folder, 'two.zip'), 'x', uncut)
    const one = await fs.readFile(path.join(folder, 'one.zip'))
    expect(one.equals(await fs.readFile(path.join(folder, 'two.zip')))).toBe(true)
    expect(await unzipped(path.join(folder, 'one.zip'))).toEqual({
      'x/media-0123456789abcdef.txt': text,
    })
  })

  it('says by every entry what it holds, and names no time', async () => {
    const {write} = await setup()
    const bytes = await fs.readFile((await write({output: 'out.zip'})).path)
    const entries = centralEntries(bytes)
    expect(entries.length).toBeGreaterThan(2)
    expect(entries.map(({name}) => name)).toEqual(entries.map(({name}) => name).sort())
    for (const {data, sum, size, time, extra} of entries) {
      const inflated = inflateRawSync(data)
      expect({sum: crc32(inflated), size: inflated.length}).toEqual({sum, size})
      // 1980-01-01, the first day there is.
      expect({time, extra}).toEqual({time: 0x0021_0000, extra: 0})
    }
  })

  it.each([
    ['a text', 'theirs'],
    ['a foreign archive', Buffer.from('PK\x03\x04'.padEnd(60, 'x'), 'latin1')],
    ['an empty file', ''],
  ])('refuses %s, and leaves it as it is', async (_, content) => {
    const {folder, write} = await setup()
    await fs.writeFile(path.join(folder, 'out.zip'), content)
    const before = await folderTexts(folder)
    await expect(write({output: 'out.zip'})).rejects.toMatchObject({code: 'EXPORT_PATH_TAKEN'})
    expect(await folderTexts(folder)).toEqual(before)
  })

  it('is written by `--zip`, and by a name that ends in `.zip`', async () => {
    const {project, run} = await createWorld()
    const named = await run('export', session, '--zip', '--json')
    const other = await run('export', session, '-o', 'out.ZIP')
    const {path: file, files, bytes, findings} = JSON.parse(named.stdout)
    expect({files, bytes}).toEqual({
      files: [path.basename(file)],
      bytes: (await fs.stat(file)).size,
    })
    expect(findings).toEqual(expect.any(Array))
    expect(other.stdout).toBe(`${path.join(project, 'out.ZIP')}\n`)
    const [one, two] = [await fs.readFile(file), await fs.readFile(path.join(project, 'out.ZIP'))]
    expect(one.equals(two)).toBe(true)
  })

  it('takes no name of a page', async () => {
    const {folder, write} = await setup()
    await expect(write({output: 'out.html', zip: true})).rejects.toMatchObject({
      code: 'USAGE_INVALID',
    })
    expect(await fs.readdir(folder)).toEqual([])
  })

  it('leaves nothing where a file is not what it says', async () => {
    const folder = await temporaryFolder()
    const [content] = bundleOf({x: 'short'}).values()
    if (!content) throw new Error('no content')
    const wrong = new Map([['index.html', {...content, size: 9}]])
    await expect(exportZip(path.join(folder, 'out.zip'), 'x', wrong)).rejects.toMatchObject({
      code: 'PUBLISH_UNVERIFIED',
    })
    expect(await fs.readdir(folder)).toEqual([])
  })

  it('refuses what no archive can hold', async () => {
    const folder = await temporaryFolder()
    const wrong = new Map([['index.html', {...contentOf('x'), size: 2 ** 32}]])
    await expect(exportZip(path.join(folder, 'out.zip'), 'x', wrong)).rejects.toMatchObject({
      code: 'USAGE_INVALID',
    })
    expect(await fs.readdir(folder)).toEqual([])
  })
})

async function setup() {
  const folder = await temporaryFolder()
  const here = {...surroundings, cwd: folder}
  const write = (options: {output?: string; zip?: boolean}) =>
    exportSession(session, {...options, surroundings: here})
  return {folder, write}
}

async function unzipped(file: string): Promise<Record<string, string>> {
  const entries = Object.entries(unzipSync(await fs.readFile(file)))
  return Object.fromEntries(entries.map(([name, bytes]) => [name, Buffer.from(bytes).toString()]))
}

/** What the directory at the end of an archive says, read without the library that wrote it (APPNOTE 4.3.12). */
function centralEntries(bytes: Buffer) {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const entries = []
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const length = bytes.readUInt16LE(at + 28)
    const extra = bytes.readUInt16LE(at + 30)
    const local = bytes.readUInt32LE(at + 42)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    entries.push({
      name: bytes.subarray(at + 46, at + 46 + length).toString(),
      time: bytes.readUInt32LE(at + 12),
      sum: bytes.readUInt32LE(at + 16),
      data: bytes.subarray(start, start + bytes.readUInt32LE(at + 20)),
      size: bytes.readUInt32LE(at + 24),
      extra,
    })
    at += 46 + length + extra + bytes.readUInt16LE(at + 32)
  }
  return entries
}
