import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {loadNative} from '../../src/sources/registry.js'
import {temporaryFolder} from '../support/case.js'
import {exported, failureOf, fixtures, world} from './world.js'

const feature = fs.readFileSync(path.join(fixtures, 'exports/feature.json'))
const text = feature.toString('utf8')
const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')

describe('what is read', () => {
  it.each([
    ['an export of 1.x', feature],
    ['an export behind a line of progress', `Exporting session: ses_1\n${text}`],
    ['an export behind a log in brackets', `[info] starting\n[info] exporting {1}\n${text}`],
    ['an export with a prompt after it', `${text}\nuser@host $ `],
    ['an export with a byte order mark', `\ufeff${text}`],
    ['an export in UTF-16, as PowerShell writes it', utf16],
    ['an export in big-endian UTF-16', Buffer.from(utf16).swap16()],
    ['an export in UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['an export with Windows line ends', text.replaceAll('\n', '\r\n')],
    ['an export on one line', JSON.stringify(JSON.parse(text))],
    ['an answer that wraps it', JSON.stringify({data: JSON.parse(text)})],
  ])('reads %s', async (_what, content) => {
    const file = path.join(await temporaryFolder(), 'session')
    await fs.writeFile(file, content)
    const native = await loadNative(file, {}, world())
    expect(native.format).toBe('opencode-1')
    expect(native.messages).toHaveLength(17)
    expect(native.info.title).toBe(exported('feature').info.title)
  })

  it('reads standard input', async () => {
    const native = await loadNative('-', {}, world({stdin: async () => feature}))
    expect(native.messages).toHaveLength(17)
  })

  it('reads a path from the home folder', async () => {
    const native = await loadNative('~/exports/feature.json', {}, world({home: fixtures}))
    expect(native.messages).toHaveLength(17)
  })

  it('reads an export of 2.x by its location', async () => {
    const native = await loadNative('exports/flat.json', {}, world())
    expect(native.format).toBe('opencode-2')
    expect(native.messages.map(({type}) => type)).toContain('assistant')
    expect(JSON.stringify(native)).not.toMatch(/signature|a1b2/)
  })

  it('reads share items of 1.x in the order of the session', async () => {
    const native = await loadNative('exports/share-items.json', {}, world())
    const times = native.messages.map(
      ({info}) => JSON.stringify(info).match(/"created":(\d+)/)?.[1],
    )
    expect(times).toEqual([...times].sort())
    expect(native.messages).toHaveLength(4)
    expect(JSON.stringify(native)).not.toMatch(/x-key|apiKey|secret|18090/)
  })

  it('reads share items of 2.x', async () => {
    const native = await loadNative('exports/share-items-flat.json', {}, world())
    expect(native.format).toBe('opencode-2')
    expect(native.messages).toHaveLength(17)
  })

  it('reads messages by id, as the first share server gave them', async () => {
    const {info, messages} = exported('feature')
    const entries = messages.map((each) => [each.info.id, {...each.info, parts: each.parts}])
    const file = path.join(await temporaryFolder(), 'session.json')
    await fs.writeJson(file, {info, messages: Object.fromEntries(entries)})
    const native = await loadNative(file, {}, world())
    const plain = await loadNative('exports/feature.json', {}, world())
    expect(native.messages).toEqual(plain.messages)
  })

  it('says that a sanitized export is one', async () => {
    const native = await loadNative('exports/feature.sanitized.json', {}, world())
    expect(native.remarks.map(({type}) => type)).toEqual(['sanitized'])
  })

  it('says that subagents are missing', async () => {
    const native = await loadNative('exports/share-items.json', {}, world())
    expect(native.remarks).toEqual([
      {
        type: 'missing-children',
        text: '3 subagents’ sessions are not part of what was given.',
      },
    ])
  })
})

describe('what is odd is read all the same', () => {
  it.each([
    ['null tokens', {info: {role: 'assistant', tokens: null, time: null}, parts: []}],
    ['no parts', {info: {role: 'user'}, parts: []}],
    ['parts that are none', {info: {role: 'user'}, parts: [null, 1, 'x', []]}],
    ['a role nobody knows', {info: {role: 'oracle'}, parts: [{type: 'vision', data: 1}]}],
    ['a parent that is missing', {info: {role: 'assistant', parentID: 'msg_x'}, parts: []}],
    ['states of the wrong type', {info: {}, parts: [{type: 'tool', state: 'done', tool: 3}]}],
  ])('keeps a message with %s', async (_what, message) => {
    const stdin = async () =>
      Buffer.from(JSON.stringify({info: {id: 'ses_1'}, messages: [message]}))
    const native = await loadNative('-', {}, world({stdin}))
    expect(native.messages).toEqual([message])
  })

  it('keeps two messages with one id and drops an exact copy', async () => {
    const one = {info: {id: 'msg_1', role: 'user'}, parts: [{type: 'text', text: 'one'}]}
    const two = {info: {id: 'msg_1', role: 'user'}, parts: [{type: 'text', text: 'two'}]}
    const session = {info: {id: 'ses_1'}, messages: [one, two, one, {info: {}, parts: []}]}
    const stdin = async () => Buffer.from(JSON.stringify(session))
    const native = await loadNative('-', {}, world({stdin}))
    expect(native.messages).toEqual([one, two, {info: {}, parts: []}])
  })

  it('counts messages, todos and diffs that are no objects', async () => {
    const messages = [null, 'text', {info: {role: 'user'}, parts: []}]
    const session = {info: {}, messages, todos: ['x'], diffs: [1, {file: 'a'}]}
    const stdin = async () => Buffer.from(JSON.stringify(session))
    const native = await loadNative('-', {}, world({stdin}))
    expect(native.messages).toHaveLength(1)
    expect(native.remarks[0]?.text).toContain('4 pieces')
  })

  it('counts items of a share that are none', async () => {
    const message = {type: 'message', data: {id: 'msg_1', role: 'user'}}
    const share = [{type: 'session', data: {id: 'ses_1'}}, message, 'x', {type: 'part', data: 7}]
    const stdin = async () => Buffer.from(JSON.stringify(share))
    expect((await loadNative('-', {}, world({stdin}))).remarks[0]?.text).toContain('2 pieces')
  })

  it('orders messages of a share by time, and those without by id, in whatever order they come', async () => {
    const item = (id: string, created?: number) => ({
      type: 'message',
      data: {id, role: 'user', time: created === undefined ? {} : {created}},
    })
    // Compared two by two, these three go in a circle.
    const items = [item('msg_a', 30), item('msg_b'), item('msg_c', 20), item('msg_d', 10)]
    const orders = [items, [...items].reverse(), [items[2], items[0], items[3], items[1]]]
    for (const order of orders) {
      const share = [{type: 'session', data: {id: 'ses_1'}}, ...order]
      const stdin = async () => Buffer.from(JSON.stringify(share))
      const {messages} = await loadNative('-', {}, world({stdin}))
      const ids = messages.map(({info}) => (info as {id: string}).id) // Written above.
      expect(ids).toEqual(['msg_d', 'msg_c', 'msg_a', 'msg_b'])
    }
  })

  it('keeps parts whose message is missing', async () => {
    const share = [
      {type: 'session', data: {id: 'ses_1', title: 'T'}},
      {type: 'part', data: {id: 'prt_1', messageID: 'msg_9', type: 'text', text: 'orphan'}},
    ]
    const stdin = async () => Buffer.from(JSON.stringify(share))
    expect(JSON.stringify(await loadNative('-', {}, world({stdin})))).toContain('orphan')
  })
})

describe('what is refused', () => {
  const help = `opencode2 session export\n\nUSAGE\n  opencode2 session export [flags] <id>\n\nFLAGS\n  --help`
  const foreign = (json: object) => JSON.stringify(json)
  it.each<[string, string | Buffer, string, RegExp]>([
    ['an empty file', '', 'SESSION_NOT_JSON', /is empty/],
    ['text', 'hello', 'SESSION_NOT_JSON', /holds no JSON/],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'SESSION_NOT_JSON', /no JSON/],
    ['a help page of 2.x', help, 'SESSION_NOT_JSON', /help page.*opencode2 session export/s],
    ['JSON with an error in it', '{"a": 1, b}', 'SESSION_NOT_JSON', /at byte 9/],
    ['JSON nested without end', `${'['.repeat(200_000)}x]`, 'SESSION_NOT_JSON', /at byte/],
    ['JSON with a bad value', '{"a": oops}', 'SESSION_NOT_JSON', /at byte 6/],
    ['JSON with a missing name', '{"info": {}, oops}', 'SESSION_NOT_JSON', /at byte 13/],
    ['a cut export', feature.subarray(0, 65_536), 'SESSION_TRUNCATED', /byte 65536.*pipe/s],
    ['an export cut in a string', text.slice(0, 300), 'SESSION_TRUNCATED', /byte 300\b/],
    ['a cut export in UTF-16', utf16.subarray(0, 4096), 'SESSION_TRUNCATED', /byte 4096/],
    ['a cut export behind a line', `[x] y\n${text.slice(0, 800)}`, 'SESSION_TRUNCATED', /pipe/],
    ['a session without messages', '{"info":{"id":"ses_1"},"messages":[]}', 'SESSION_EMPTY', /./],
    ['some JSON', '{"name": "x"}', 'SESSION_FORMAT_UNKNOWN', /no session/],
    ['a number', '42', 'SESSION_NOT_JSON', /./],
    [
      'an event log of OpenCode',
      `${foreign({type: 'text', timestamp: 1, sessionID: 'ses_42', part: {}})}\n{}\n`,
      'SESSION_FORMAT_UNKNOWN',
      /run --format json.*opencode export ses_42/s,
    ],
    [
      'a transcript of Claude Code',
      `${foreign({type: 'user', sessionId: 'u', uuid: 'v', message: {}})}\n{}`,
      'SESSION_FORMAT_UNKNOWN',
      /Claude Code/,
    ],
    [
      'a rollout of Codex',
      `${foreign({timestamp: 't', type: 'session_meta', payload: {}})}\n{}`,
      'SESSION_FORMAT_UNKNOWN',
      /Codex/,
    ],
    [
      'a session of pi',
      `${foreign({type: 'session', version: 3, id: 'x', cwd: '/'})}\n{}`,
      'SESSION_FORMAT_UNKNOWN',
      /\bpi\b/,
    ],
    ['Markdown of /export', '# T\n\n**Session ID:** ses_7\n', 'SESSION_NOT_JSON', /export ses_7/],
  ])('refuses %s', async (_what, content, code, words) => {
    const file = path.join(await temporaryFolder(), 'session.json')
    await fs.writeFile(file, content)
    const error = await failureOf(loadNative(file, {}, world()))
    expect(error.code).toBe(code)
    expect(`${error.message}\n${error.hint}`).toMatch(words)
    expect(error.hint).toMatch(/\.$/)
  })

  it('refuses what is larger than a text can be, and says what can be done', async () => {
    const file = path.join(await temporaryFolder(), 'session.json')
    await fs.writeFile(file, '')
    await fs.truncate(file, 513 * 1024 * 1024)
    const error = await failureOf(loadNative(file, {}, world()))
    expect(error.code).toBe('SESSION_UNREADABLE')
    expect(error.message).toContain('larger than 512 MB')
    expect(error.hint).toContain('--source')
  })

  it('refuses a folder and a database, and says how they are read', async () => {
    const folder = await failureOf(loadNative('./exports', {}, world()))
    expect(folder.code).toBe('SESSION_UNREADABLE')
    const database = await failureOf(loadNative('opencode.db', {}, world()))
    expect(database.hint).toContain('--source')
  })

  it('says that there is no such file', async () => {
    const error = await failureOf(loadNative('exports/nope.json', {}, world()))
    expect(error.code).toBe('SESSION_NOT_FOUND')
    expect(error.message).toContain('nope.json')
    expect((await failureOf(loadNative('nope.json', {}, world()))).code).toBe('SESSION_NOT_FOUND')
  })

  it('says that a file may not be read', async () => {
    const file = path.join(await temporaryFolder(), 'session.json')
    await fs.writeFile(file, feature, {mode: 0o000})
    const restore = becomeNobody()
    try {
      const error = await failureOf(
        loadNative(path.basename(file), {}, world({cwd: path.dirname(file)})),
      )
      expect(error.code).toBe('SESSION_UNREADABLE')
    } finally {
      restore()
    }
  })
})

/** Root may read everything, so it steps down for a moment. */
function becomeNobody(): () => void {
  if (process.geteuid?.() !== 0) return () => {}
  process.seteuid?.(65534)
  return () => process.seteuid?.(0)
}
