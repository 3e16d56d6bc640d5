import {describe, expect, it} from 'vitest'
import {terminalText} from '../../src/render/terminal/parse.js'
import {redactMessage, redactText} from './redact-text.js'

const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'
const known = [{value: 'hunter2-Correct7Horse9Battery', origin: 'the variable MY_PASSWORD'}]
const words = ['Project Falcon']

describe('what a terminal writes over itself', () => {
  it.each([
    ['a sign that was struck out', (text: string) => `${text.slice(0, 9)}x\b${text.slice(9)}`],
    ['every sign twice', (text: string) => text.replace(/\S/g, '$&\b$&')],
    ['a count that goes', (text: string) => `${text.slice(0, 9)} 10%\b\b\b\b${text.slice(9)}`],
  ])('hides nothing by %s', (_what, write) => {
    const masked = redactText(`see ${write('hunter2-Correct7Horse9Battery')} end`, {known})
    expect(terminalText(masked)).toBe('see [redacted:known-value#1] end')
    const other = redactText(`see ${write('Project Falcon')} end`, {words})
    expect(terminalText(other)).toBe('see [redacted:own-word#1] end')
  })
})

describe('a number that a tool was given', () => {
  const message = (number: number) => ({
    time: {created: number},
    tokens: {input: number},
    parts: [{state: {input: {pin: number, [String(number)]: [number, 200]}}}],
  })

  it('is masked where it is a word or a pattern of the person', () => {
    const value = '48151623420011'
    for (const options of [
      {words: [value]},
      {patterns: [{name: 'account', pattern: /4815\d+/u, isRequired: false}]},
    ]) {
      const masked = redactMessage(message(Number(value)), 'opencode-1', options).message
      expect(JSON.stringify(masked.parts)).not.toContain(value)
      expect(JSON.stringify(masked.parts)).toContain('200')
      expect(masked).toMatchObject({time: {created: Number(value)}, tokens: {input: Number(value)}})
    }
  })

  it('stays where it is none of these', () => {
    expect(redactMessage(message(48151623420011)).message).toEqual(message(48151623420011))
  })
})

it('a command for PowerShell, base64 of UTF-16, hides no token', () => {
  const command = Buffer.from(`Invoke-It -Token ${token} -Verbose`, 'utf16le').toString('base64')
  expect(redactText(`powershell -EncodedCommand ${command} # once`)).toBe(
    'powershell -EncodedCommand [redacted:github-token#1] # once',
  )
  const harmless = Buffer.from('Get-ChildItem -Recurse | Out-String', 'utf16le').toString('base64')
  expect(redactText(`powershell -EncodedCommand ${harmless}`)).toContain(harmless)
})

it.each(['+', '-', ''])(
  'a full line of a diff, `%s`, hides no token that goes on in the next',
  (sign) => {
    const line = `${'x'.repeat(59)} ${token}`
    const wrapped = [line.slice(0, 79), line.slice(79)].map((part) => sign + part).join('\n')
    const masked = redactText(`@@ -1,2 +1,2 @@\n${wrapped}\n end`)
    expect(masked.split('\n')).toEqual([
      '@@ -1,2 +1,2 @@',
      `${sign}${'x'.repeat(59)} [redacted:github-token#1]`,
      `${sign}[redacted:github-token#1]`,
      ' end',
    ])
  },
)

it('masks a value that only the name around its own name tells of', () => {
  const secret = 'Zk3mFake9xT7vB2nL5p'
  const input = {password: {value: secret}, variables: {api_token: {default: secret}}}
  const {message} = redactMessage({parts: [{state: {input}}]})
  expect(JSON.stringify(message)).not.toContain(secret)
  const other = {parts: [{state: {input: {title: {value: 'Zk3mFake-title'}}}}]}
  expect(redactMessage(other).message).toEqual(other)
})
