import type {ChildProcessWithoutNullStreams} from 'node:child_process'
import {randomBytes} from 'node:crypto'
import {SessionpressError} from '../../errors.js'
import {endProgram, startProgram} from '../start-program.js'
import {sshOptions, type Way} from './command.js'

/** Hashes of files that the host computes itself, so that they need not be read over the network. */
export interface Sums {
  /** SHA-256 of a file; `undefined` where the host cannot tell. Answers in the order of the questions. */
  of(path: string): Promise<string | undefined>
  close(): Promise<void>
}

/**
 * One shell on the host, begun with the first question, if the host allows one, that runs
 * `sha256sum`. It may see other folders than SFTP does, so what it says only ever confirms.
 */
export function openSums(way: Way): Sums {
  let shell: Promise<Sums> | undefined
  return {
    async of(path) {
      if (/\p{Cc}/u.test(path)) return undefined
      shell ??= startShell(way)
      return (await shell).of(path)
    },
    close: async () => (await shell)?.close(),
  }
}

async function startShell(way: Way): Promise<Sums> {
  try {
    return talkTo(await startProgram('ssh', [...sshOptions(way), '--', way.host, 'exec sh'], way))
  } catch (error) {
    // The files are read over SFTP then.
    if (error instanceof SessionpressError) return noSums
    throw error
  }
}

const noSums: Sums = {of: async () => undefined, close: async () => undefined}

function talkTo(child: ChildProcessWithoutNullStreams): Sums {
  const waiting: ((sum: string | undefined) => void)[] = []
  let hasEnded = false
  const timer = setTimeout(() => endProgram(child), patience)
  const ended = endOf(child).then(() => {
    hasEnded = true
    clearTimeout(timer)
    for (const answer of waiting.splice(0)) answer(undefined)
  })
  // Login scripts print what they like; only lines with the mark are answers.
  const mark = randomBytes(8).toString('hex')
  readLines(child, (line) => {
    timer.refresh()
    if (line.startsWith(mark)) waiting.shift()?.(/ ([0-9a-f]{64})\b/.exec(line)?.[1])
  })
  return {
    of: (path) =>
      new Promise((resolve) => {
        if (hasEnded) return resolve(undefined)
        waiting.push(resolve)
        child.stdin.write(`echo ${mark} "$(sha256sum < ${quoteForShell(path)})"\n`)
      }),
    close() {
      child.stdin.end()
      const impatience = setTimeout(() => endProgram(child), 2_000)
      return ended.finally(() => clearTimeout(impatience))
    },
  }
}

/** Milliseconds without an answer. A shell that is silent costs time, and nothing else. */
const patience = 60_000

/** In single quotes a shell reads nothing but the end of them. */
export function quoteForShell(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`
}

function endOf(child: ChildProcessWithoutNullStreams): Promise<void> {
  child.stderr.resume()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
  })
}

function readLines(child: ChildProcessWithoutNullStreams, take: (line: string) => void): void {
  let rest = ''
  child.stdout.on('data', (bytes: Buffer) => {
    const lines = (rest + bytes.toString()).split('\n')
    rest = (lines.pop() ?? '').slice(0, 1_000)
    for (const line of lines) take(line)
  })
}
