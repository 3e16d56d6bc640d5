import {describe, expect, it} from 'vitest'
import {formatBytes} from '../../src/text/format-bytes.js'
import {countEdits, nearest} from '../../src/text/nearest.js'

describe('nearest', () => {
  it.each([
    ['targt', 'target'],
    ['confrim', 'confirm'],
    ['TARGETS', 'targets'],
    ['entirely', undefined],
    ['', undefined],
  ])('%s means %s', (typed, meant) => {
    expect(nearest(typed, ['target', 'targets', 'confirm', 'share'])).toBe(meant)
  })

  it('counts letters to add, drop or change', () => {
    expect(countEdits('ses_1', 'ses_1')).toBe(0)
    expect(countEdits('kitten', 'sitting')).toBe(3)
    expect(countEdits('', 'abc')).toBe(3)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 kB'],
    [6_150, '6.2 kB'],
    [999_499, '999 kB'],
    [999_500, '1 MB'],
    [2_400_000, '2.4 MB'],
    [1_234_000_000, '1234 MB'],
  ])('%d is %s', (bytes, said) => {
    expect(formatBytes(bytes)).toBe(said)
  })
})
