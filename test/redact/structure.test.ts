import {describe, expect, it} from 'vitest'
import type {Json} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'
import {isStructure} from '../../src/sources/opencode/structure.js'
import {redactMessage} from './redact-text.js'

const token = 'ghp_Fake0Token1Only2For3Tests4Fake0Token'

describe('structure', () => {
  it.each<[string, (string | number)[]]>([
    ['ses_202d21958001v25vZsAFhYg6yn', ['info', 'id']],
    ['global', ['info', 'projectID']],
    ['witty-moon', ['info', 'slug']],
    ['1.18.33', ['info', 'version']],
    ['0.0.0-dev-202511230314', ['info', 'version']],
    ['assistant', ['messages', 0, 'info', 'role']],
    ['tool-calls', ['messages', 0, 'info', 'finish']],
    ['MessageAbortedError', ['messages', 0, 'info', 'error', 'name']],
    ['toolu_01A09q90qw90lq917835lq9', ['messages', 0, 'parts', 3, 'callID']],
    ['550e8400-e29b-41d4-a716-446655440000', ['messages', 0, 'parts', 3, 'callID']],
    ['image/svg+xml', ['messages', 0, 'parts', 3, 'state', 'attachments', 0, 'mime']],
    ['in_progress', ['todos', 0, 'status']],
  ])('is `%s` at its place', (value, path) => {
    expect(isStructure(native(), path, value)).toBe(true)
  })

  it.each<[string, (string | number)[]]>([
    ['john.doe@acme.com', ['todos', 0, 'status']],
    ['/home/alice/secret', ['todos', 0, 'priority']],
    ['/home/alice/secret', ['messages', 0, 'info', 'finish']],
    ['home/alice', ['info', 'slug']],
    ['/home/alice', ['messages', 0, 'parts', 3, 'state', 'input', 'task_id']],
    ['ses_1/../../home/alice', ['info', 'id']],
    [`ses_${'a'.repeat(100)}`, ['info', 'id']],
    ['AKIAFAKEKEYQONLYQFOR', ['info', 'id']],
    ['hologram', ['messages', 0, 'parts', 3, 'type']],
    ['completed', ['info', 'title']],
  ])('is not `%s` there', (value, path) => {
    expect(isStructure(native(), path, value)).toBe(false)
  })
})

describe('an id with a secret in it', () => {
  it('is masked, and is the same wherever it stands', () => {
    const id = `call_${token}`
    const {message} = redactMessage({
      info: {id: `msg_${token}`, role: 'user'},
      parts: [
        {callID: id, text: `as ${id} said`},
        {callID: id, text: id},
        {callID: '/home/alice/1', text: '/home/alice/1'},
      ],
    })
    const mark = 'call_[redacted:github-token#1]'
    expect(message).toEqual({
      info: {id: 'msg_[redacted:github-token#1]', role: 'user'},
      parts: [
        {callID: mark, text: `as ${mark} said`},
        {callID: mark, text: mark},
        {callID: '~/1', text: '~/1'},
      ],
    })
  })
})

describe('names of fields', () => {
  it('are masked, and stay as many as they were', () => {
    const {message} = redactMessage({found: {'/home/alice/x': 1, '/home/bob/x': 2, [token]: 3}})
    expect(message).toEqual({found: {'~/x': 1, '~/x (2)': 2, '[redacted:github-token#1]': 3}})
  })
})

describe('values of fields whose names tell', () => {
  const value = 'aB3dEf6hIj9kLm2n'
  it('are masked wherever they stand', () => {
    const {message} = redactMessage({
      env: {API_KEY: value, HOME: 'here'},
      headers: {
        'x-api-key': value,
        authorization: 'Basic bWU6RmFrZU9ubHlGb3JUZXN0cw==',
        cookie: `a=1; sid=${value}`,
      },
      lists: {token: [value, value]},
      pairs: [
        {name: 'API_KEY', value},
        {key: 'x-api-key', value},
      ],
      aws_secret_access_key: value,
      password: 'hunter2longer',
    })
    const mark = '[redacted:secret-assignment#1]'
    expect(message).toEqual({
      env: {API_KEY: mark, HOME: 'here'},
      headers: {
        'x-api-key': mark,
        authorization: 'Basic [redacted:authorization#1]',
        cookie: '[redacted:cookie#1]',
      },
      lists: {token: [mark, mark]},
      pairs: [
        {name: 'API_KEY', value: mark},
        {key: 'x-api-key', value: mark},
      ],
      aws_secret_access_key: mark,
      password: '[redacted:secret-assignment#2]',
    })
  })

  it('stay when they are words, code or other values', () => {
    const kept = {
      password: 'required',
      token: 'process.env.TOKEN',
      secret: 'src/secrets/load.ts',
      tokens: 5,
      apiKey: null,
      api_key: '<your key>',
      cookie: 'none',
    }
    expect(redactMessage(kept).message).toEqual(kept)
  })

  it('count each time', () => {
    const {findings} = redactMessage({
      a: {token: value},
      b: {token: value},
      c: {text: `token=${value}`},
    })
    expect(findings).toEqual([{rule: 'secret-assignment', number: 1, count: 3}])
  })
})

describe('files in base64', () => {
  const picture = Buffer.from('\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'latin1').toString('base64')
  it.each<[string, Json]>([
    ['2.x', {files: [{data: base64(`key ${token}`), mime: 'text/plain'}]}],
    ['MCP', {content: [{type: 'image', data: base64(`key ${token}`), mimeType: 'image/png'}]}],
    ['an MCP resource', {resource: {blob: base64(`key ${token}`), mimeType: 'text/plain'}}],
    ['no base64', {files: [{data: `key ${token}`, mime: 'text/plain'}]}],
    ['no type', {data: `key ${token}`}],
  ])('of %s are masked', (_what, value) => {
    const {message, findings} = redactMessage({value}, 'opencode-2')
    expect(findings).toEqual([{rule: 'github-token', number: 1, count: 1}])
    const text = JSON.stringify(message).replace(/"(?:data|blob)":"([^"]*)"/, (_all, data) =>
      data.includes(' ') ? data : Buffer.from(data, 'base64').toString(),
    )
    expect(text).toContain('key [redacted:github-token#1]')
  })

  it('stay when they are pictures', () => {
    const files = [{data: picture, mime: 'text/plain'}]
    expect(redactMessage({files}, 'opencode-2').message).toEqual({files})
  })
})

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}

function native(): NativeSession {
  return {
    ...{format: 'opencode-1', info: {}, messages: [], todos: [], diffs: []},
    ...{children: [], remarks: []},
  }
}
