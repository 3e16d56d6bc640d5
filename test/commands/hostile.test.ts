import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'
import {describe, expect, it} from 'vitest'
import {root} from '../support/case.js'
import {hostileSession} from '../support/hostile-session.js'
import {command, createWorld, run} from './run-command.js'

const vectors: {kind: string; payload: unknown}[] = await fs.readJson(
  path.join(root, 'fixtures/hostile/vectors.json'),
)
const sequences = [
  '\u001b]0;owned\u0007\u001b[2J\u001b[31mred\u001b[m',
  '\u001b]52;c;aGk=\u0007\u009b31m\u0090q\u009c\r\n\b\u007f',
  '\u001b]8;;http://evil.example\u001b\\x\u001b]8;;\u001b\\',
  'a\u202eb\u2066c\u200bd\ufeffe\u2028f\u{e0041}g\u061c',
]
const payloads = [
  ...sequences,
  ...vectors
    .filter(({kind}) => kind === 'text' || kind === 'filename')
    .map(({payload}) => String(payload))
    .filter((payload) => payload.length < 300),
]

describe('the terminal of who shares a hostile session', () => {
  it.each([{}, {FORCE_COLOR: '3', TERM: 'xterm-256color'}])(
    'gets nothing that it would obey: %o',
    async (variables) => {
      const {project, env} = await createWorld()
      await fs.writeJson(path.join(project, 'hostile.json'), hostileSession(payloads))
      const say = async (...parameters: string[]) => {
        const options = {cwd: project, env: {...env, ...variables}}
        const {stdout, stderr} = await run(process.execPath, [command, ...parameters], options)
        const text = stdout + stderr
        expect(unwanted(text), parameters.join(' ')).toEqual([])
        // JSON keeps them as escapes, which a terminal shows as they are.
        if (!parameters.includes('--json')) expect(text).not.toMatch(/owned|aGk=/)
        return text
      }
      const share = ['share', 'hostile.json', '--to', './public']
      await say(...share, '--dry-run')
      await say(...share, '--dry-run', '--verbose')
      await say(...share, '--yes', '--json')
      expect(await say('list')).toContain('live')
      for (const words of [['list'], ['status', 'hostile.json'], ['review', 'hostile.json']]) {
        await say(...words)
        await say(...words, '--json')
      }
      await say('export', 'hostile.json', '-o', 'out')
      await say('export', `${sequences[0]}.json`)
      await say('export', 'hostile.json', '-o', `out-${sequences[3]}`)
      await say('status', sequences[3] ?? '')
      await say('unshare', sequences[0] ?? '')
    },
    240_000,
  )
})

/** Colours of our own are welcome, tabs between the columns of a list, and nothing else that is no text. */
function unwanted(text: string): string[] {
  const rest = text.replace(/\u001b\[(?:[0-9]|[1-9][0-9])?m/g, '')
  const found = rest.match(
    /.{0,30}(?:[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]|(?![\u200c\u200d])\p{Cf}).{0,30}/gu,
  )
  return found ?? []
}
