import {describe, expect, it} from 'vitest'
import {searchable} from '../../src/redact/known-values.js'
import {createLiteralSearch} from '../../src/redact/literal-search.js'
import {redactMessage, redactText} from './redact-text.js'

const value = 'fake/Known+value"for&tests=1 2'
const known = [{value, origin: 'the variable FAKE_VALUE'}]
const mark = '[redacted:known-value#1]'

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function wrapped(text: string, width: number, end: string): string {
  return text.replace(new RegExp(`.{${width}}`, 'g'), `$&${end}`)
}

describe('a known value is masked', () => {
  it.each<[string, string]>([
    ['as it is', value],
    ['in JSON', JSON.stringify({a: value})],
    ['in JSON in a string', JSON.stringify(JSON.stringify({a: value}))],
    ['in a URL', `https://example.com/?q=${encodeURIComponent(value)}`],
    ['in a URL twice', encodeURIComponent(encodeURIComponent(value))],
    ['in a form', new URLSearchParams({q: value}).toString()],
    ['in hexadecimal', Buffer.from(value).toString('hex')],
    ['in capital hexadecimal', Buffer.from(value).toString('hex').toUpperCase()],
    ['in base64', base64(value)],
    ['in base64 after one byte', base64(`x${value}y`)],
    ['in base64 after two bytes', base64(`xx${value}yy`)],
    ['in base64 for URLs', Buffer.from(`{"token":"${value}"}`).toString('base64url')],
    ['in colours', value.replace('Known', '\u001b[32mKnown\u001b[0m')],
    ['with a sign of no width', value.replace('Known', 'Kn\u200bown')],
    ['in HTML', value.replace('"', '&quot;').replace('&t', '&amp;t')],
    ['over two lines', value.replace('value', 'va\nlue')],
    ['over indented lines', value.replace('value', 'va\r\n    lue')],
    ['over continued lines', value.replace('value', 'va\\\nlue')],
    ['over lines of a diff', `@@ -1 +1,2 @@\n+a ${value.replace('value', 'va\n+lue')}`],
    ['in base64 over lines', wrapped(base64(`a letter of ${value} and more`), 20, '\n')],
    ['in base64 over escaped lines', wrapped(base64(`a letter of ${value}`), 20, '\\n')],
  ])('%s', (_how, text) => {
    const masked = redactText(`before ${text} after`, {known})
    expect(masked).toContain(mark)
    expect(masked).toMatch(/^before /)
    expect(masked).toMatch(/ after$/)
    expect(masked).not.toContain('Known')
    expect(masked.split('\n').length).toBe(text.split('\n').length)
    expect(redactText(masked, {known})).toBe(masked)
  })

  it('with one number, however it is written', () => {
    const {message, findings} = redactMessage(
      {a: value, b: JSON.stringify(value), c: encodeURIComponent(value), [value]: base64(value)},
      'opencode-1',
      {known},
    )
    expect(message).toEqual({a: mark, b: `"${mark}"`, c: mark, [mark]: mark})
    expect(findings).toEqual([{rule: 'known-value', number: 1, count: 5}])
  })

  it('in an id as well', () => {
    const id = 'msg_Fake0Known1Value2'
    const {message} = redactMessage({info: {id}, parts: [{messageID: id}]}, 'opencode-1', {
      known: [{value: 'Fake0Known1Value2', origin: 'a test'}],
    })
    expect(message).toEqual({info: {id: `msg_${mark}`}, parts: [{messageID: `msg_${mark}`}]})
  })

  it('behind a name that tells, where it would be something unsure otherwise', () => {
    const secret = 'aB3dEf6hIj9kLm2n'
    expect(redactText(`token=${secret}`, {known: [{value: secret, origin: 'a test'}]})).toBe(
      `token=${mark}`,
    )
  })

  it('under the name of its rule where it has a form of its own', () => {
    const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'
    const options = {known: [{value: token, origin: 'a test'}]}
    expect(redactText(`a ${token} b`, options)).toBe('a [redacted:github-token#1] b')
    expect(redactText(`a ${base64(`it is ${token}`)} b`, options)).not.toContain(base64(token))
  })

  it('in as many lines as it has', () => {
    const lines = 'first Line 0f 1t\nsecond Line 0f 1t'
    expect(
      redactText(`+a\n+${lines.replace('\n', '\n+')}\n+b`, {
        known: [{value: lines, origin: 'a test'}],
      }),
    ).toBe(`+a\n+${mark}\n+${mark}\n+b`)
  })

  it('but no hash or name that a short one is a part of', () => {
    const options = {known: [{value: 'a1b2c3d4', origin: 'a test'}]}
    expect(redactText('commit 9fa1b2c3d4e5 and a1b2c3d4', options)).toBe(
      `commit 9fa1b2c3d4e5 and ${mark}`,
    )
    expect(redactText('line\\na1b2c3d4', options)).toBe(`line\\n${mark}`)
  })
})

describe('what is searched', () => {
  it.each([
    'short',
    'true-false',
    'postgres',
    'password123',
    'production',
    'acme-shop',
    'my-secret',
    'a few words',
    'authentication',
    'claude-sonnet-4-5',
    'Infrastructure-as-code',
    'disabled',
    '1234567890',
    '2026-01-31 12:00',
    '10.0.0.1:8080',
    '/usr/local/bin:/usr/bin',
    '~/.ssh/id_ed25519',
    'C:\\Users\\me\\key.pem',
    'https://example.com/path',
    'http://localhost:3000',
    '<your-token-here>',
    '$' + '{GITHUB_TOKEN}',
    'xxxxxxxxxxxx',
    'aaaaaaaabbbb',
    'dev@example.com',
    '[redacted:github-token#1]',
    'your-api-key-here',
  ])('is not `%s`', (text) => {
    expect(searchable([{value: text, origin: 'a test'}])).toEqual([])
  })

  it.each([
    'hunter2longer',
    'Fak3Pa55word!',
    'fakeonlyfortests',
    'qwrtzpsdfk',
    'aB3dEf6hIj9kLm2n',
    'correct-horse-battery-staple',
    'zebra-lamp-quartz-9917',
    '48151623420011',
    'correct horse battery staple',
    '9f86d081884c7d65',
    'https://me:hunter2longer@example.com/path',
    '/Fake0Token1Only2For3Tests4Fake0Token1On',
  ])('is `%s`', (text) => {
    const entry = {value: text, origin: 'a test'}
    expect(searchable([entry, {value: ` ${text}\n`, origin: 'another'}])).toEqual([entry])
  })
})

describe('the search for many words', () => {
  it('finds what a search for each word finds', () => {
    const words = Array.from({length: 200}, (_item, index) => `word-${index * 7919}-${index % 10}`)
    const text = words.map((word, index) => `${'x'.repeat(index % 9)}${word}${word}`).join(' ')
    const expected = words.flatMap((word, number) =>
      [...text.matchAll(new RegExp(word, 'g'))].map(({index}) => `${number} ${index}`),
    )
    const found = [...createLiteralSearch(words)(text)].map(({word, index}) => `${word} ${index}`)
    expect(found.sort()).toEqual(expected.sort())
  })

  it('takes no longer for many hits in many lines', () => {
    const options = {known: [{value: 'Fake0Only1For2Tests', origin: 'a test'}]}
    const text = 'a\nFake0Only1\n  For2Tests Fake0Only1For2Tests\n'.repeat(20_000)
    expect(redactText(text, options)).toBe(`a\n${mark}\n  ${mark} ${mark}\n`.repeat(20_000))
  })

  it('comes to an end on what almost matches everywhere', () => {
    const options = {known: [{value: `${'ab1-'.repeat(50)}!`, origin: 'a test'}]}
    const text = 'ab1-'.repeat(100_000)
    expect(redactText(text, options)).toBe(text)
  })
})
