import path from 'node:path'
import fs from 'fs-extra'
import {describe, expect, it, onTestFinished} from 'vitest'
import type {NativeSession} from '../../src/session/native.js'
import {loadNative} from '../../src/sources/registry.js'
import {fixtureCases, temporaryFolder} from '../support/case.js'
import {exported, failureOf, fixtures, world} from './world.js'

const exports = [
  'before-after',
  'feature',
  'feature.sanitized',
  'flat',
  'gpt-apply-patch',
  'reverted',
]
const whole = fs.readFileSync(path.join(fixtures, 'exports/feature.json'), 'utf8')
const latin = Buffer.from(whole).toString('latin1')

describe('a file that is larger than what may be read at once', async () => {
  const files = exports.map((name) => path.join(fixtures, 'exports', `${name}.json`))
  const cases = (await fixtureCases()).filter(({source}) => source === undefined)
  it.each([...files, ...cases.map(({session}) => session)])(
    'gives the same session: %s',
    async (file) => {
      const {session, isLarge} = await loadLarge(file)
      expect(session).toEqual(await loadNative(file, {}, world()))
      if (files.includes(file)) expect(isLarge).toBe(true)
    },
  )

  it('is read where it lies, however it falls into pieces', async () => {
    const {info, messages} = exported('feature')
    for (const length of [1, 250_000, 262_100, 262_144, 600_000]) {
      const long = {...messages[0], id: 'x'.repeat(length)}
      const todos = [{content: 'y'.repeat(length)}, {content: 'z'}]
      const file = await fileWith(JSON.stringify({info, messages: [long, ...messages], todos}))
      const {session, isLarge} = await loadLarge(file)
      expect(isLarge).toBe(true)
      expect(session).toEqual(await loadNative(file, {}, world()))
    }
  })

  const {info, messages} = exported('feature')
  const last = JSON.stringify(messages.at(-1))
  it.each<[string, string | Buffer, 'as a whole'?]>([
    ['with todos and diffs', JSON.stringify({info, messages, todos: [{content: 'x'}], diffs: []})],
    ['with its messages first', JSON.stringify({messages, info})],
    ['with a byte order mark', `\ufeff${whole}`],
    ['in UTF-16', Buffer.from(`\ufeff${whole}`, 'utf16le'), 'as a whole'],
    ['behind a line of progress', `Exporting session: ses_1\n${whole}`, 'as a whole'],
    ['with a prompt after it', `${whole}\nuser@host $ `, 'as a whole'],
    ['that an answer wraps', JSON.stringify({data: {info, messages}}), 'as a whole'],
    ['with messages twice', `{"messages": [${last}], ${whole.trim().slice(1)}`, 'as a whole'],
    [
      'with messages twice, spelled',
      whole.trim().replace(/\}$/, `,"m\\u0065ssages":[${last}]}`),
      'as a whole',
    ],
    [
      'with messages in its info',
      JSON.stringify({info: {...info, messages: [1, '"messages":[']}, messages}),
    ],
    ['with a name that looks like it', JSON.stringify({'{"messages"': [1], info, messages})],
    ['with messages that are none', JSON.stringify({info, messages: [null, 'x', ...messages, 7]})],
    ['with copies of a message', JSON.stringify({info, messages: [...messages, messages[3]]})],
    ['with bytes that are no text', Buffer.from(latin.replaceAll('the', '\xff\xc3'), 'latin1')],
  ])('gives the same session: one %s', async (_what, content, how) => {
    const file = await fileWith(content)
    const {session, isLarge} = await loadLarge(file)
    expect(isLarge).toBe(how === undefined)
    expect(session).toEqual(await loadNative(file, {}, world()))
  })

  it('is read anew for each message', async () => {
    const file = await fileWith(whole)
    const {native} = await loadLarge(file)
    expect(native.messages[0]).toEqual(native.messages[0])
    expect(native.messages[0]).not.toBe(native.messages[0])
    expect(native.messages[17]).toBeUndefined()
  })

  it('must not change while it is read', async () => {
    const file = await fileWith(whole)
    const {native} = await loadLarge(file)
    await fs.appendFile(file, ' ')
    const error = await failureOf((async () => native.messages[3])())
    expect(error.code).toBe('SESSION_UNREADABLE')
    expect(error.message).toContain('was changed while it was read')
  })
})

describe('what is wrong with a large file is told as of a small one', () => {
  it.each([
    ['cut in its info', whole.slice(0, 40)],
    ['cut between messages', whole.slice(0, whole.indexOf('"info"', 3000) - 20)],
    ['cut in a string of a message', whole.slice(0, 4000)],
    ['cut at its end', whole.trim().slice(0, -1)],
    ['with an error in a message', whole.replace('"role": "assistant"', '"role" "assistant"')],
    ['with an error, and cut', whole.replace('"role": "assistant"', '"role" x').slice(0, 9000)],
    ['with a comma too many', '{"info": {}, "messages": [{"info": {}, "parts": []},]}'],
    ['with a comma alone', '{"info": {}, "messages": [,]}'],
    ['without messages', '{"info": {"id": "ses_1"}, "messages": [ ]}'],
    ['with brackets that do not match', '{"info": {}, "messages": [{"a": [}]]}'],
    ['that holds something else', '{"name": "x", "list": [1, 2]}'],
    ['that is empty', ' '],
  ])('%s', async (_what, content) => {
    const file = await fileWith(content)
    const large = await failureOf(loadNative(file, {}, world({memory: 0})))
    const {code, message, hint} = await failureOf(loadNative(file, {}, world()))
    expect({...large, message: large.message}).toMatchObject({code, message, hint})
  })
})

/** The session read message by message, if it is, and a copy of it in which all of them are. */
async function loadLarge(
  file: string,
): Promise<{native: NativeSession; session: NativeSession; isLarge: boolean}> {
  const native = await loadNative(file, {}, world({memory: 0}))
  const {release, ...rest} = native
  onTestFinished(async () => release?.())
  const session = {...rest, messages: [...native.messages]}
  return {native, session, isLarge: release !== undefined}
}

async function fileWith(content: string | Buffer): Promise<string> {
  const file = path.join(await temporaryFolder(), 'session.json')
  await fs.writeFile(file, content)
  return file
}
