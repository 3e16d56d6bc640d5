import {expect, it} from 'vitest'
import type {Shelf} from '../../src/system/shelf.js'

const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8')
const bytes = (words: string) => new TextEncoder().encode(words)

/** What every shelf promises, wherever it is. */
export function testShelf(open: () => Promise<Shelf>): void {
  it('keeps bytes under a name, and gives them to whoever opens it', async () => {
    const shelf = await open()
    expect(await shelf.read('serve/one/1.json')).toBeUndefined()
    expect(await shelf.write('serve/one/1.json', bytes('first'))).toBe(true)
    expect(text(await shelf.read('serve/one/1.json'))).toBe('first')
    expect(await shelf.write('serve/one/1.json', bytes('second'))).toBe(true)
    expect(text(await shelf.read('serve/one/1.json'))).toBe('second')
  })

  it('keeps what is new only once, whoever comes at the same time', async () => {
    const shelf = await open()
    const tries = Array.from({length: 12}, (_, index) =>
      shelf.write('serve/two/1.json', bytes(`writer ${index}`), {isNew: true}),
    )
    const kept = await Promise.all(tries)
    expect(kept.filter(Boolean)).toHaveLength(1)
    expect(text(await shelf.read('serve/two/1.json'))).toBe(`writer ${kept.indexOf(true)}`)
    expect(await shelf.write('serve/two/1.json', bytes('late'), {isNew: true})).toBe(false)
  })

  it('lists names that begin so, sorted, and forgets them', async () => {
    const shelf = await open()
    for (const name of ['serve/b/2.json', 'serve/b/1.json', 'serve/bc/1.json', 'other.json']) {
      await shelf.write(name, bytes(name))
    }
    expect(await shelf.list('serve/b/')).toEqual(['serve/b/1.json', 'serve/b/2.json'])
    expect(await shelf.list('serve/b')).toEqual([
      'serve/b/1.json',
      'serve/b/2.json',
      'serve/bc/1.json',
    ])
    expect(await shelf.list('nothing/')).toEqual([])
    await shelf.remove(['serve/b/1.json', 'serve/b/2.json', 'serve/never.json'])
    expect(await shelf.list('serve/b/')).toEqual([])
    expect(text(await shelf.read('serve/bc/1.json'))).toBe('serve/bc/1.json')
  })

  it('takes no name that leads elsewhere', async () => {
    const shelf = await open()
    for (const name of ['../out', 'serve/../../out', '/etc/out', 'serve//out', '.hidden', '']) {
      await expect(async () => await shelf.write(name, bytes('x'))).rejects.toThrow('no name')
      await expect(async () => await shelf.read(name)).rejects.toThrow('no name')
    }
  })
}
