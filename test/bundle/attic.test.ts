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

it('tells how much was in all its lists', () => {
  const attic = createAttic({memory: 1000})
  onTestFinished(() => attic.dispose())
  for (const length of [100, 5000, 100]) attic.list([{text: 'x'.repeat(length)}, {text: 'x'}])
  expect(attic.total).toBeGreaterThan(5200)
  expect(attic.total).toBeLessThan(5400)
})
