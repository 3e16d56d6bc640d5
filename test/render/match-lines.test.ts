import * as rematch from 'diff2html/lib/rematch.js'
import {expect, it} from 'vitest'
import {matchLines} from '../../src/render/diff/match-lines.js'
import {randomFrom} from '../support/random.js'

it('makes the groups that the matcher of diff2html makes', () => {
  const random = randomFrom(5)
  for (let round = 0; round < 600; round++) {
    const olds = linesFrom(random)
    const news = random() < 0.5 ? linesFrom(random) : olds.flatMap((line) => changed(line, random))
    expect(matchLines(olds, news), JSON.stringify({olds, news})).toEqual(byLibrary(olds, news))
  }
})

it.each([
  [[], []],
  [['a'], []],
  [[''], ['']],
  [
    ['', '  ', 'x'],
    ['', '\t'],
  ],
  [
    ['same', 'same', 'same'],
    ['same', 'same'],
  ],
  [['\u{1f389} party'], ['\u{1f388} party', 'party']],
])('makes them of %j and %j too', (olds, news) => {
  expect(matchLines(olds, news)).toEqual(byLibrary(olds, news))
})

function byLibrary(olds: readonly string[], news: readonly string[]): number[][][] {
  const lines = [...olds, ...news]
  const distance = rematch.newDistanceFn((index: number) => lines[index] ?? '')
  const groups = rematch.newMatcherFn(distance)(
    olds.map((_, index) => index),
    news.map((_, index) => olds.length + index),
  )
  const withBoth = groups.map(([one = [], other = []]) => [
    one,
    other.map((index) => index - olds.length),
  ])
  return withBoth
}

const words = [
  'const',
  'value',
  '=',
  'return',
  '(',
  ')',
  '{',
  '}',
  'a',
  'b',
  '  ',
  'await load()',
  'x',
]

function linesFrom(random: () => number): string[] {
  return Array.from({length: Math.floor(random() * 9)}, () =>
    Array.from({length: Math.floor(random() * 8)}, () => pick(words, random)).join(' '),
  )
}

/** The line as it was, another one, or none. */
function changed(line: string, random: () => number): string[] {
  const kind = random()
  if (kind < 0.2) return []
  if (kind < 0.4) return [line]
  return [line.replace(pick(words, random), pick(words, random)), ...(kind < 0.6 ? ['x y'] : [])]
}

function pick(items: readonly string[], random: () => number): string {
  return items[Math.floor(random() * items.length)] ?? ''
}
