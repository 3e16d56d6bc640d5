import {describe, expect, it} from 'vitest'
import {vendorRules} from '../../src/redact/rules.js'

/**
 * How long a pattern takes depends on its quantifiers, so these are read, not timed: each has
 * an end, and what repeats often holds nothing that repeats often.
 */
describe('no rule of a vendor can run away', () => {
  it('because every quantifier has an end', () => {
    const endless = vendorRules.filter(({pattern}) =>
      quantifiersOf(pattern.source).some(({most}) => most === Number.POSITIVE_INFINITY),
    )
    expect(endless.map(({id, pattern}) => `${id}: ${pattern.source}`)).toEqual([])
  })

  it('because what repeats often is never inside of what repeats often', () => {
    const nested = vendorRules.filter(({pattern}) =>
      quantifiersOf(pattern.source).some(({most, inner}) => most > few && inner > few),
    )
    expect(nested.map(({id, pattern}) => `${id}: ${pattern.source}`)).toEqual([])
  })

  it('as the reading of patterns sees', () => {
    expect(quantifiersOf('(?:a{2,9}|[*+]\\+)*')).toEqual([
      {most: 9, inner: 1},
      {most: Number.POSITIVE_INFINITY, inner: 9},
    ])
    expect(quantifiersOf('a+?b{3,}c{4}')).toMatchObject([
      {most: Number.POSITIVE_INFINITY},
      {most: Number.POSITIVE_INFINITY},
      {most: 4},
    ])
  })
})

const few = 8

interface Quantifier {
  most: number
  /** The most that anything inside of what it repeats repeats. */
  inner: number
}

/** Every quantifier of a pattern that repeats. Escapes and classes count as one sign. */
function quantifiersOf(source: string): Quantifier[] {
  const found: Quantifier[] = []
  const open: number[] = [1]
  let inner = 1
  for (const [text] of source.matchAll(tokens)) {
    const most = mostOf(text)
    if (most !== undefined) {
      if (most > 1) found.push({most, inner})
      open.push(Math.max(open.pop() ?? 1, most, inner))
    } else if (text.startsWith('(')) open.push(1)
    else inner = text === ')' ? (open.pop() ?? 1) : 1
    if (text === ')') open.push(Math.max(open.pop() ?? 1, inner))
  }
  return found
}

const tokens =
  /\\.|\[(?:\\.|[^\]\\])*\]|\((?:\?(?:<?[=!]|:|<\w+>))?|[*+?]\??|\{\d+(?:,\d*)?\}\??|[\s\S]/g

function mostOf(text: string): number | undefined {
  if (/^[*+]/.test(text)) return Number.POSITIVE_INFINITY
  if (text.startsWith('?')) return 1
  const [, least, comma, most] = /^\{(\d+)(,?)(\d*)\}/.exec(text) ?? []
  if (least === undefined) return undefined
  return comma === '' ? Number(least) : most === '' ? Number.POSITIVE_INFINITY : Number(most)
}
