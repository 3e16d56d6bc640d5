import {execFile, spawn} from 'node:child_process'
import {once} from 'node:events'
import path from 'node:path'
import {promisify} from 'node:util'
import fs from 'fs-extra'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import {errorCodes} from '../src/index.js'
import {root, temporaryFolder} from './support/case.js'

const run = promisify(execFile)
const readme = await fs.readFile(path.join(root, 'README.md'), 'utf8')
const command = path.join(root, 'dist/cli.js')

const commands =
  'share unshare status list export preview review serve watch init targets doctor'.split(' ')

describe('the README', () => {
  it('lists every error code with its exit status', () => {
    const listed = [...readme.matchAll(/^\| `([A-Z_]+)` \| (\d+) \|/gm)].map(([, code, exit]) => [
      code,
      Number(exit),
    ])
    expect(Object.fromEntries(listed)).toEqual(errorCodes)
  })

  it('lists every option of every command, and no other', async () => {
    const listed = [...readme.matchAll(/^\| `--([a-z-]+)`(?:, `-\w`)? \| ([^|]+) \|/gm)].map(
      ([, option, commands]) => [option, commands?.trim()],
    )
    const said: Record<string, string[]> = {}
    for (const name of commands) {
      const {stdout} = await run(process.execPath, [command, name, '--help'])
      for (const [, option] of stdout.matchAll(/^ {2,}(?:-\w, )?--([a-z-]+)/gm)) {
        if (option && option !== 'help' && option !== 'version')
          said[option] = [...new Set([...(said[option] ?? []), name])]
      }
    }
    const named = Object.entries(said).map(([option, names]) => [option, commandsOf(names)])
    expect(Object.fromEntries(listed)).toEqual(Object.fromEntries(named))
  })

  it('shows commands that work', async () => {
    const cwd = await temporaryFolder()
    await fs.copy(
      path.join(root, 'fixtures/sessions/feature/input.json'),
      path.join(cwd, 'session.json'),
    )
    const env = {
      ...process.env,
      NODE: process.execPath,
      COMMAND: command,
      XDG_STATE_HOME: cwd,
      OPENCODE_DB: await storeOf(cwd),
    }
    for (const line of shownCommands()) {
      if (endless.test(line)) continue
      const {stdout} = await run(
        'bash',
        ['-c', `sessionpress() { "$NODE" "$COMMAND" "$@"; }; ${line}`],
        {
          cwd,
          env,
        },
      ).catch((error) => {
        throw new Error(`\`${line}\` failed: ${error.stderr}`)
      })
      expect(stdout, line).not.toBe('')
    }
  })

  it('shows servers that begin, and end when they are asked to', async () => {
    const cwd = await temporaryFolder()
    const target = {type: 'directory', path: './public'}
    await fs.writeJson(path.join(cwd, 'sessionpress.json'), {targets: {site: target}})
    const env = {...process.env, XDG_STATE_HOME: cwd, OPENCODE_DB: await storeOf(cwd)}
    const lines = shownCommands().filter((line) => endless.test(line))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      const parameters = line.split(' ').slice(1)
      const server = spawn(process.execPath, [command, ...parameters], {cwd, env})
      const ended = once(server, 'exit')
      await Promise.race([once(server.stdout, 'data'), once(server.stderr, 'data'), ended])
      server.kill('SIGTERM')
      expect(await ended, line).toEqual([0, null])
    }
  })
})

/** What goes on until somebody ends it. */
const endless = /^sessionpress (serve|watch)\b/

/** Commands of the shell blocks that need neither a person nor the client itself. */
function shownCommands(): string[] {
  const blocks = [...readme.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? '')
  return blocks
    .join('')
    .split('\n')
    .map((line) =>
      line.replace(/ +#.*$/, '').replace(/^opencode export \S+ > session\.json && /, ''),
    )
    .filter((line) => line.startsWith('sessionpress ') && line !== 'sessionpress share')
}

/** A store whose sessions were all made in a folder. */
async function storeOf(folder: string): Promise<string> {
  const file = path.join(folder, 'opencode.db')
  await fs.copy(path.join(root, 'fixtures/sources/opencode.db'), file)
  const store = new Database(file)
  store.prepare('UPDATE session SET directory = ?').run(await fs.realpath(folder))
  store.close()
  return file
}

function commandsOf(names: string[]): string {
  if (names.length === commands.length) return 'all'
  return names.length === commands.length - 1 && !names.includes('preview')
    ? 'all but preview'
    : names.join(', ')
}
