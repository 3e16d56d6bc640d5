import {createHash} from 'node:crypto'
import os from 'node:os'
import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import {openCache} from '../../src/cache/open-cache.js'
import {openPack} from '../../src/cache/pack.js'

const keyOf = (name: string) => createHash('sha256').update(name).digest('base64')

async function aFolder(): Promise<string> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cache-'))
  onTestFinished(() => fs.remove(folder))
  return folder
}

/** Put texts into a pack in one run, under their own names, which wants what is there as well. */
function put(file: string, ...names: string[]): void {
  const pack = openPack(file)
  for (const name of ['a', 'b', 'ä 😀']) pack.get(keyOf(name))
  for (const name of names) pack.set(keyOf(name), `text of ${name}`)
  pack.close()
}

/** What another run finds of them. */
function found(file: string, ...names: string[]): (string | undefined)[] {
  const pack = openPack(file)
  const texts = names.map((name) => pack.get(keyOf(name)))
  pack.close()
  return texts
}

describe('a pack', () => {
  it('keeps texts from run to run, for its owner alone', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a', 'ä 😀')
    put(file, 'b')
    expect(found(file, 'a', 'ä 😀', 'b', 'c')).toEqual([
      'text of a',
      'text of ä 😀',
      'text of b',
      undefined,
    ])
    expect((await fs.stat(file)).mode & 0o777).toBe(0o600)
  })

  it('has the later of two texts with one name', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    const pack = openPack(file)
    pack.set(keyOf('a'), 'old')
    pack.set(keyOf('a'), 'new')
    pack.close()
    expect(found(file, 'a')).toEqual(['new'])
  })

  it('takes what several processes write at once', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'before')
    const packs = [openPack(file), openPack(file), openPack(file)]
    for (const [index, pack] of packs.entries()) {
      pack.get(keyOf('before'))
      pack.set(keyOf(String(index)), `text ${index}`)
    }
    for (const pack of packs) pack.close()
    expect(found(file, 'before', '0', '1', '2')).toEqual([
      'text of before',
      'text 0',
      'text 1',
      'text 2',
    ])
  })

  it('knows a text that was changed, and has the others', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a', 'b', 'c')
    const bytes = await fs.readFile(file)
    bytes.write('TEXT of b', bytes.indexOf('text of b'))
    await fs.writeFile(file, bytes)
    expect(found(file, 'a', 'b', 'c')).toEqual(['text of a', undefined, 'text of c'])
  })

  it('has what stands before a torn end, and is whole again after the next run', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a', 'b')
    await fs.truncate(file, (await fs.stat(file)).size - 3)
    expect(found(file, 'a', 'b')).toEqual(['text of a', undefined])
    put(file, 'c')
    expect(found(file, 'a', 'c')).toEqual(['text of a', 'text of c'])
  })

  it.each([
    ['nothing that we wrote', 'hello'.repeat(100)],
    ['another form', 'sessionpress pack 9\nwhatever'],
  ])('that holds %s is replaced', async (_what, content) => {
    const file = path.join(await aFolder(), 'one.pack')
    await fs.writeFile(file, content, {mode: 0o600})
    expect(found(file, 'a')).toEqual([undefined])
    put(file, 'a')
    expect(found(file, 'a')).toEqual(['text of a'])
  })

  it('that others may write to is not read, since its texts become pages', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a')
    await fs.chmod(file, 0o666)
    expect(found(file, 'a')).toEqual([undefined])
  })

  it('is no link to a file elsewhere', async () => {
    const folder = await aFolder()
    await fs.writeFile(path.join(folder, 'other'), 'mine')
    await fs.symlink(path.join(folder, 'other'), path.join(folder, 'one.pack'))
    put(path.join(folder, 'one.pack'), 'a')
    expect(await fs.readFile(path.join(folder, 'other'), 'utf8')).toBe('mine')
  })

  it('drops what no run wants any more, once that is most of it', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    const pack = openPack(file)
    for (let count = 0; count < 30; count++) pack.set(keyOf(String(count)), 'x'.repeat(100_000))
    pack.close()
    expect(found(file, '7')[0]).toHaveLength(100_000)
    expect((await fs.stat(file)).size).toBeLessThan(110_000)
    expect(found(file, '7', '8').map((text) => text?.length)).toEqual([100_000, undefined])
  })

  it('that is small drops it at once, so that nothing lies there that is masked by now', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a', 'b')
    expect(found(file, 'a')).toEqual(['text of a'])
    expect(await fs.readFile(file, 'latin1')).not.toContain('text of b')
  })

  it('is gone where nothing of it shall be kept', async () => {
    const file = path.join(await aFolder(), 'one.pack')
    put(file, 'a')
    const pack = openPack(file)
    pack.set(keyOf('b'), 'text of b')
    pack.discard()
    pack.close()
    expect(await fs.pathExists(file)).toBe(false)
  })

  it('that cannot be written is none', async () => {
    const file = path.join(await aFolder(), 'no-such-folder', 'one.pack')
    put(file, 'a')
    expect(found(file, 'a')).toEqual([undefined])
  })
})

describe('the cache', () => {
  it('makes its own folder and the one above it, and nobody a home', async () => {
    const folder = await aFolder()
    openCache(path.join(folder, '.cache', 'sessionpress'), 'a')?.close()
    expect(await fs.readdir(path.join(folder, '.cache', 'sessionpress'))).toEqual([packName('a')])
    expect(openCache(path.join(folder, 'home', '.cache', 'sessionpress'), 'a')).toBeUndefined()
    expect(await fs.readdir(folder)).toEqual(['.cache'])
  })

  it('has a file a session, and 200 MB in all: what was not used for longest goes', async () => {
    const folder = await aFolder()
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      openCache(folder, name)?.close()
      const file = path.join(folder, packName(name))
      await fs.truncate(file, 90 * 1024 * 1024) // Sparse: it takes no room.
      const time = new Date(Date.now() - (10 - index) * 60_000)
      await fs.utimes(file, time, time)
    }
    const cache = openCache(folder, 'd')
    cache?.set(keyOf('x'), 'x')
    cache?.close()
    expect((await fs.readdir(folder)).sort()).toEqual(['b', 'c', 'd'].map(packName).sort())
  })

  it('removes what a killed run left, an hour later', async () => {
    const folder = await aFolder()
    const left = `${packName('a')}.0123456789abcdef.partial`
    await fs.writeFile(path.join(folder, left), '')
    openCache(folder, 'a')?.close()
    expect(await fs.readdir(folder)).toContain(left)
    const time = new Date(Date.now() - 2 * 3_600_000)
    await fs.utimes(path.join(folder, left), time, time)
    openCache(folder, 'a')?.close()
    expect(await fs.readdir(folder)).toEqual([packName('a')])
  })

  it('leaves files alone that are not its own', async () => {
    const folder = await aFolder()
    await fs.writeFile(path.join(folder, 'notes.txt'), 'mine')
    openCache(folder, 'a')?.close()
    expect(await fs.readFile(path.join(folder, 'notes.txt'), 'utf8')).toBe('mine')
  })
})

function packName(session: string): string {
  return `${createHash('sha256').update(session).digest('hex').slice(0, 32)}.pack`
}
