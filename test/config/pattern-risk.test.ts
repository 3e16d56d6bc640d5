import {describe, expect, it} from 'vitest'
import {findRisk} from '../../src/config/pattern-risk.js'

describe('findRisk', () => {
  const fine = [
    'ACME-\\d+',
    '\\bdb-[a-z0-9-]+\\.internal\\b',
    '(?:[a-z]+\\.)+corp\\.example',
    '(?:[a-z0-9-]+\\.)+[a-z]{2,}',
    '[a-z]+(?:-[a-z]+)*\\.x',
    'PROJ-(?:[0-9]{2,4}-){1,3}x',
    '(?:foo|bar)+z',
    '(?:\\d{3}){3}',
    '\\w+@\\w+',
    '\\p{L}+ \\p{L}+',
    '[\\]a]+b',
    'a.{0,20}b.{0,200}c',
    '.{0,20}x.*',
    '(?<year>\\d{4})-\\d\\d',
    '(?<=key: )\\S+',
    '(?:\\w+-)'.repeat(140),
  ]
  it.each(fine)('lets %s pass', (text) => {
    expect(findRisk(text)).toBeUndefined()
  })

  it.each(fine)('is right that %s takes little time', (text) => {
    const signs = ['a', '-', '.', '1', 'a-', 'a.', 'foo', 'ACME-', 'a@', 'key: ', 'a b', '12-']
    const began = performance.now()
    for (const sign of signs)
      sign.repeat(5000).slice(0, 5000).concat('!').match(new RegExp(text, 'gu'))
    expect(performance.now() - began).toBeLessThan(5000)
  })

  const risky: [string, string][] = [
    ['(a+)+b', 'cut in more than one way'],
    ['(a*)*b', 'cut in more than one way'],
    ['(a|aa)+b', 'cut in more than one way'],
    ['(?:\\w|\\d)+x', 'cut in more than one way'],
    ['(?:\\w+\\s?)+x', 'cut in more than one way'],
    ['x(?:a{0,30}){0,30}b', 'cut in more than one way'],
    ['^(([a-z])+.)+[A-Z]([a-z])+$', 'cut in more than one way'],
    ['(?=(a+)+b)c', 'cut in more than one way'],
    ['.*foo.*', 'compete'],
    ['\\d+\\s*\\d+', 'compete'],
    ['(?=.*a.*b)x', 'compete'],
    ['日+日+', 'compete'],
    ['(?:ab)+(?:ab)+c', 'compete'],
    [`${'a?'.repeat(40)}b`, 'compete'],
    ['(?:a|aa)'.repeat(30), 'compete'],
    ['(a)\\1', 'refers back'],
    ['(?<x>a)\\k<x>', 'refers back'],
    ['a*', 'nothing'],
    ['\\b', 'nothing'],
    ['(?:a?){30}', 'nothing'],
  ]
  it.each(risky)('refuses %s', (text, why) => {
    expect(() => new RegExp(text, 'u')).not.toThrow()
    expect(findRisk(text)?.why).toContain(why)
  })

  it('takes no long time itself', () => {
    const began = performance.now()
    for (const text of [
      '\\w+-'.repeat(250),
      'a?'.repeat(500),
      `(?:${'ab|'.repeat(300)}x)+`,
      `${'('.repeat(200)}a+${')+'.repeat(200)}`,
    ]) {
      findRisk(text)
    }
    expect(performance.now() - began).toBeLessThan(5000)
  })
})
