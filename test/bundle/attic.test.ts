import {expect, it, onTestFinished} from 'vitest'
import {createAttic} from '../../src/bundle/attic.js'

it.each([
  [1, 300_000, 2, 3],
  [300_000, 300_000],
  [200_000, 100_000, 5, 200_000],
])('gives back what was put away, however long: %d, %d', (...lengths) => {
  const attic = createAttic({memory: 1})
  onTestFinished(() => attic.dispose())
  const items = lengths.map((length, index) => ({text: String(index).repeat(length)}))
  const list = attic.list(items)
  const alone = attic.putAway?.({text: 'alone'})
  for (const index of [...items.keys()].reverse()) expect(list[index]).toEqual(items[index])
  expect([...list]).toEqual(items)
  expect(alone?.()).toEqual({text: 'alone'})
})

it('says once that something had to go', () => {
  let told = 0
  const attic = createAttic({memory: 100, onLong: () => told++})
  onTestFinished(() => attic.dispose())
  attic.list([{text: 'short'}])
  expect(told).toBe(0)
  attic.list([{text: 'x'.repeat(200)}, {text: 'y'}])
  attic.list([{text: 'x'.repeat(200)}])
  expect(told).toBe(1)
})
