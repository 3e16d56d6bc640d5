import {type ChildProcess, spawn, spawnSync} from 'node:child_process'
import process from 'node:process'
import {onTestFinished, vi} from 'vitest'
import {command, type World} from './run-command.js'

/** `script` of util-linux gives a program a terminal. */
export const hasTerminal =
  process.platform === 'linux' && spawnSync('script', ['--version']).status === 0

/** A command that believes that a person looks on. */
export interface TerminalRun {
  /** Everything on the screen so far, without its control sequences and what was wiped again. */
  screen(): string
  /** Wait until a text is on the screen. */
  sees(text: string | RegExp): Promise<void>
  /** Press keys. */
  types(keys: string): void
  /** Exit status. */
  ended: Promise<number | null>
}

/** Run the built command on a terminal of 100 columns. */
export function runOnTerminal(
  {project, env}: World,
  parameters: string[],
  redirection = '',
): TerminalRun {
  const words = [process.execPath, command, ...parameters].map((word) => `'${word}'`)
  const line = `stty cols 100 rows 40; exec ${words.join(' ')} ${redirection}`
  const child: ChildProcess = spawn('script', ['-qec', line, '/dev/null'], {
    cwd: project,
    env: {...env, TERM: 'xterm', SHELL: '/bin/bash'},
    stdio: 'pipe',
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let output = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  // A slow machine shows how far it is on a line that is wiped later.
  const screen = () =>
    output
      .replace(/[^\n]*\r\x1b\[2K/g, '')
      .replace(/\x1b\[[\d;?]*[A-Za-z]/g, '')
      .replaceAll('\r', '')

  return {
    screen,
    sees: (text) =>
      vi.waitFor(
        () => {
          const isThere = typeof text === 'string' ? screen().includes(text) : text.test(screen())
          if (!isThere) throw new Error(`${text} is not on the screen:\n${screen()}`)
        },
        {timeout: 20_000, interval: 50},
      ),
    types: (keys) => child.stdin?.write(keys),
    ended: new Promise((resolve) => child.once('close', resolve)),
  }
}
