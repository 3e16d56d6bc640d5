import {describe, expect, it} from 'vitest'
import {redactText} from './redact-text.js'

const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'
const windowLength = 131_072

describe('a text that is longer than a window', () => {
  it.each([-60, -41, -40, -20, -1, 0, 1, 20])(
    'keeps no token that begins %i signs from a border of the first one',
    (distance) => {
      const before = 'word '.repeat(windowLength / 5 + 20).slice(0, windowLength + distance - 1)
      const text = `${before} ${token} ${'word '.repeat(40_000)}`
      const masked = redactText(text)
      expect(masked).not.toContain('Fake0Token')
      expect(masked.match(/\[redacted:/g)).toHaveLength(1)
    },
  )

  it('keeps nothing of a key that is longer than what windows share', () => {
    const line = 'Fake0Token1Only2For3Tests4Fake0Token1Only2For3Tests4Fake0Token1O\n'
    const key = `-----BEGIN PGP PRIVATE KEY BLOCK-----\n\n${line.repeat(800)}-----END PGP PRIVATE KEY BLOCK-----\n`
    const text = `${'a line of a text\n'.repeat(6_000)}${key}${'a line of a text\n'.repeat(9_000)}`
    const masked = redactText(text)
    expect(masked).not.toContain('Fake0Token')
    expect(masked.split('\n')).toHaveLength(text.split('\n').length)
  })

  it('numbers a value the same in every window', () => {
    const masked = redactText(`${token} ${'word '.repeat(60_000)} ${token}`)
    expect(masked.match(/\[redacted:[^\]]*\]/g)).toEqual([
      '[redacted:github-token#1]',
      '[redacted:github-token#1]',
    ])
  })

  it.each(['a', '-', '"', '\\', '%41', '\\u0061', 'data:', 'token=', 'ghp_', ' ', '\n'])(
    'comes to an end when it is ten megabytes of %j',
    {timeout: 60_000},
    (piece) => {
      expect(redactText(piece.repeat(10_000_000 / piece.length))).toBeTypeOf('string')
    },
  )
})
