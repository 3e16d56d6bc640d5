import {describe, expect, it} from 'vitest'
import {fake} from '../../src/redact/fake.js'
import {redactText} from './redact-text.js'

const token = `ghp_${fake('alphanumeric', 36)}`
const blob = (text: string) => Buffer.from(`Of the shop:\n${text}\n`).toString('base64')
const long = fake('alphanumeric', 70)

describe('a blob of base64 is looked into', () => {
  it.each([
    ['behind the sign of a diff', `@@ -1 +1 @@\n-${blob('x')}\n+${blob(token)}\n`],
    ['behind a long word', `https://shop.example/${long}\n${blob(token)}`],
    ['before a long word', `${blob(token.padEnd(54))}\n${long}`],
  ])('%s', (_where, text) => {
    expect(redactText(text)).toContain('[redacted:github-token#1]')
  })

  it.each([
    ['a home folder', '/home/alice/notes.md', '~/notes.md'],
    ['an address', 'write to alice@shop-of-alice.dev', 'write to [redacted:email#1]'],
    ['an own word', 'the bluebird plan', 'the [redacted:own-word#1] plan'],
  ])('for %s, and is base64 again', (_what, text, masked) => {
    expect(redactText(blob(text), {words: ['bluebird']})).toBe(blob(masked))
  })

  it('and stays as it is written where it holds nothing', () => {
    const text = `${blob('nothing').replace(/=+$/, '')}\n+${blob('nothing at all')}`
    expect(redactText(text)).toBe(text)
  })
})

describe('a value of letters alone is a secret', () => {
  const letters = 'rTsxKqZvBnWpLtMhJdFgCsQy'

  it.each([
    ['behind a vendor’s name', `plaid_client: ${letters}`, '[redacted:plaid-client-id#1]'],
    [
      'as the code of a sign-in',
      `http://localhost/?code=${letters}&state=1`,
      'redacted:oauth-code',
    ],
  ])('%s', (_where, text, mark) => {
    expect(redactText(text)).toContain(mark)
  })

  it('but not where it reads as words', () => {
    const text = 'plaid_client = createPlaidClientWithKey'
    expect(redactText(text)).toBe(text)
  })
})

describe('what was masked is no secret', () => {
  it.each([
    'curl -u [redacted:curl-password#1]: https://example.com',
    'jdbc:oracle:thin:shop/[redacted:url-password#1]@//db.example:1521/shop',
    'https://[redacted:url-token#12]@git.example.com/shop.git',
  ])('%s', (text) => {
    expect(redactText(text)).toBe(text)
  })
})
