import {describe, expect, it} from 'vitest'
import {createWindows, type TextWindow} from '../../src/gate/windows.js'
import {randomFrom} from '../support/random.js'

function words(count: number, seed: number): string {
  const random = randomFrom(seed)
  const word = () => Math.floor(random() * 1e9).toString(36)
  return Array.from({length: count}, () => word() + (random() < 0.1 ? '\n' : ' ')).join('')
}

/** All windows of a text that comes in pieces of some length, with where each begins in it. */
function windowsOf(text: string, pieceLength: number, limits = {least: 20_000, most: 60_000}) {
  const windows = createWindows(limits)
  const found: {window: TextWindow; start: number}[] = []
  let from = 0
  for (let at = 0; at < text.length; at += pieceLength) {
    windows.add(text.slice(at, at + pieceLength), text.slice(0, at).split('\n').length)
    const isLast = at + pieceLength >= text.length
    for (let window = windows.take(isLast); window; window = windows.take(isLast)) {
      const start = text.indexOf(window.text, from)
      expect(start, 'windows stand in their order').toBeGreaterThanOrEqual(from)
      from = start
      found.push({window, start})
    }
  }
  return found
}

describe('windows', () => {
  it.each([
    ['words', words(60_000, 1)],
    ['no place to cut at', words(60_000, 5).replace(/\s/g, '')],
    ['one word', 'word'],
    ['as much as one window', words(60_000, 2).slice(0, 36_384)],
  ])('tell of whatever stands anywhere in %s, and of where', (_what, text) => {
    for (const pieceLength of [7_001, 50_000, text.length]) {
      const found = windowsOf(text, pieceLength)
      for (let from = 0; from < text.length; from += 611) {
        const to = Math.min(text.length, from + 400)
        const mine = found.filter(({window, start}) => {
          const isInside = from >= start && to <= start + window.text.length
          return isInside && window.isMine(from - start, to - start)
        })
        expect(mine.length, `${from} in pieces of ${pieceLength}`).toBeGreaterThan(0)
        for (const {window, start} of mine)
          expect(window.lineAt(from - start)).toBe(text.slice(0, from).split('\n').length)
      }
    }
  })

  it('have what touches an edge told of by the neighbour alone', () => {
    const [first, second] = windowsOf(words(60_000, 3), 50_000)
    if (!first || !second) throw new Error('There are several.')
    const {length} = first.window.text
    expect(first.window.isMine(length - 10, length)).toBe(false)
    expect(second.window.isMine(0, 10)).toBe(false)
  })

  it('are the same but where something was added, however the text comes', () => {
    const text = words(200_000, 4)
    const changed = `${text.slice(0, 500_000)}something new\n${text.slice(500_000)}`
    const names = (all: ReturnType<typeof windowsOf>) =>
      new Set(all.map(({window}) => window.edges + window.text))
    const before = names(windowsOf(text, 50_000))
    const after = names(windowsOf(changed, 33_333))
    const added = [...after].filter((one) => !before.has(one))
    expect(after.size).toBeGreaterThan(40)
    expect(added.length).toBeLessThanOrEqual(4)
  })
})
