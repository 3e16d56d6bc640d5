import {execFile, execFileSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import path from 'node:path'
import process from 'node:process'
import {promisify} from 'node:util'
import fs from 'fs-extra'
import {afterAll, describe, expect, it, onTestFinished, vi} from 'vitest'
import {createSpool} from '../../src/bundle/spool.js'
import type {Content} from '../../src/session/bundle.js'
import {bundleScript} from '../ledger/bundle-script.js'
import {temporaryFolder} from '../support/case.js'

describe('spool', () => {
  it.each([
    ['in memory while a file is small', ['abc', 'dé'], 0],
    ['in memory up to the limit', ['12345678'], 0],
    ['on the disk beyond it', ['12345678', '9'], 1],
    ['on the disk at once for one long piece', ['x'.repeat(100)], 1],
    ['in memory for nothing', [], 0],
  ])('keeps %s', async (_, pieces, onDisk) => {
    const {spool, files} = await setup(8)
    await spool.add('a.txt', pieces)
    expect(await files()).toHaveLength(onDisk)
    const content = spool.bundle().get('a.txt')
    const text = pieces.join('')
    expect(content).toMatchObject({size: Buffer.byteLength(text), sha256: hashOf(text)})
    // Each reading gives the same bytes.
    expect(await textOf(content)).toBe(text)
    expect(await textOf(content)).toBe(text)
  })

  it('counts what it was given in all, not what waits', async () => {
    const {spool} = await setup(8)
    const pieces = Array.from({length: 50}, (_, index) => `piece ${index}\n`)
    await spool.add('a.txt', pieces)
    expect(await textOf(spool.bundle().get('a.txt'))).toBe(pieces.join(''))
  })

  it.each([1, 1_000_000])('gives the same content the same name, once (%d)', async (memory) => {
    const {spool, files} = await setup(memory)
    const name = spool.keep('some output', 'txt')
    expect(name).toBe(`media-${hashOf('some output').slice(0, 16)}.txt`)
    expect(spool.keep(Buffer.from('some output'), 'txt')).toBe(name)
    expect(spool.keep('other output', 'txt')).not.toBe(name)
    expect(spool.bundle().size).toBe(2)
    expect(await files()).toHaveLength(memory === 1 ? 2 : 0)
    expect(await textOf(spool.bundle().get(name))).toBe('some output')
  })

  it.each([1, 1_000_000])('names what comes in pieces by all of it (%d)', async (memory) => {
    const {spool} = await setup(memory)
    const name = await spool.keepPieces(['some ', 'output'], 'txt')
    expect(name).toBe(spool.keep('some output', 'txt'))
    expect(await spool.keepPieces(['some output'], 'js', 'search')).toMatch(/^search-\w{16}\.js$/)
    expect(spool.bundle().size).toBe(2)
    expect(await textOf(spool.bundle().get(name))).toBe('some output')
  })

  it('orders by name, with `index.html` last', async () => {
    const {spool} = await setup(8)
    for (const name of ['index.html', 'session.md', '.sessionpress']) await spool.add(name, [name])
    const media = spool.keep('x', 'png')
    expect([...spool.bundle().keys()]).toEqual(['.sessionpress', media, 'session.md', 'index.html'])
  })

  it('writes files that only this user can read', async () => {
    const {spool, files} = await setup(1)
    await spool.add('a.txt', ['secret'])
    spool.keep('secret', 'txt')
    for (const file of await files()) expect((await fs.stat(file)).mode & 0o777).toBe(0o600)
  })

  it('leaves nothing of a file whose pieces fail', async () => {
    const {spool, files} = await setup(1)
    const failing = async function* () {
      yield 'first'
      throw new Error('no more')
    }
    await expect(spool.add('a.txt', failing())).rejects.toThrow('no more')
    expect(spool.bundle().size).toBe(0)
    expect(await files()).toEqual([])
  })

  it('leaves nothing behind, disposed of twice too', async () => {
    const {spool, folder} = await setup(1)
    await spool.add('a.txt', ['something'])
    expect(await fs.readdir(folder)).toHaveLength(1)
    await spool.dispose()
    await spool.dispose()
    expect(await fs.readdir(folder)).toEqual([])
    expect(spool.bundle().size).toBe(0)
  })

  it('says that there is no temporary folder', async () => {
    const {spool, folder} = await setup(1)
    await fs.remove(folder)
    const code = 'TEMPORARY_UNWRITABLE'
    const message = expect.stringContaining(folder)
    const hint = expect.stringContaining('TMPDIR')
    await expect(spool.add('a.txt', ['x'.repeat(9)])).rejects.toMatchObject({code, message, hint})
    expect(() => spool.keep('x'.repeat(9), 'txt')).toThrow(/temporary folder/)
  })
})

it('a program that exits in the middle removes its temporary folder', async () => {
  const script = await bundleScript(path.join(import.meta.dirname, 'spool-script.ts'))
  const folder = await temporaryFolder()
  const env = {...process.env, TMPDIR: folder}
  const {stdout} = await promisify(execFile)(process.execPath, [script], {env})
  expect(stdout).toBe('1 file\n')
  expect(await fs.readdir(folder)).toEqual([])
})

const small = await fs.mkdtemp('/tmp/sessionpress-small-')
const isMounted = mount()
if (!isMounted) console.info('skipped: a full temporary folder needs root and a tmpfs on Linux')
afterAll(async () => {
  if (isMounted) execFileSync('umount', [small])
  await fs.remove(small)
})

describe.skipIf(!isMounted)('spool in a full temporary folder', () => {
  it('says so where it was told to write, and nowhere else', async () => {
    const spool = stubbed(small, 1000)
    const uncaught: unknown[] = []
    const listen = (error: unknown) => uncaught.push(error)
    process.on('uncaughtException', listen)
    onTestFinished(() => void process.off('uncaughtException', listen))

    const pieces = Array.from({length: 400}, () => 'x'.repeat(1000))
    const problem = {
      code: 'TEMPORARY_UNWRITABLE',
      message: expect.stringContaining(small),
      hint: expect.stringContaining('TMPDIR'),
    }
    await expect(spool.add('a.txt', pieces)).rejects.toMatchObject(problem)
    expect(caughtFrom(() => spool.keep(pieces.join(''), 'txt'))).toMatchObject(problem)
    // What did fit goes on.
    await spool.add('b.txt', ['x'.repeat(2000)])
    expect([...spool.bundle().keys()]).toEqual(['b.txt'])
    await spool.dispose()
    expect(await fs.readdir(small)).toEqual([])
    expect(uncaught).toEqual([])
  })
})

async function setup(memory: number) {
  const folder = await temporaryFolder()
  const spool = stubbed(folder, memory)
  const files = async () => {
    const names = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
    const found = names.map((name) => path.join(folder, name))
    return found.filter((file) => fs.statSync(file).isFile())
  }
  return {spool, folder, files}
}

/** A spool whose temporary folder is made in this one. */
function stubbed(folder: string, memory: number) {
  vi.stubEnv('TMPDIR', folder)
  onTestFinished(() => void vi.unstubAllEnvs())
  const spool = createSpool({memory})
  onTestFinished(() => spool.dispose())
  return spool
}

function mount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', small], {stdio: 'ignore'})
    return true
  } catch {
    return false // A container without the right to mount.
  }
}

async function textOf(content: Content | undefined): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content?.read() ?? []) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function caughtFrom(action: () => unknown): unknown {
  try {
    return action()
  } catch (error) {
    return error
  }
}
