import type {ChildProcess} from 'node:child_process'
import {SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'
import {endWithUs} from './end-with-us.js'

export interface RunProgramOptions {
  cwd?: string
  /** All of its environment. */
  env: Readonly<Record<string, string | undefined>>
  /** Written to its standard input. @default nothing */
  input?: string | Uint8Array | AsyncIterable<Uint8Array>
  /** Milliseconds without a byte from it after which it is ended. @default 120000 */
  patience?: number
  /** Most bytes of its output that are kept. @default 64 MiB */
  limit?: number
}

/** What a program that ran to its end said. */
export interface ProgramResult {
  /** Exit status; 128 and more where a signal ended it. */
  status: number
  stdout: Buffer
  /** The end of what it said on standard error, for a person. */
  stderr: string
}

/**
 * Run a program of this machine, without a shell. What it answers is for the caller to judge.
 *
 * @throws SessionpressError `TARGET_UNAVAILABLE` when there is no such program, when it says nothing
 * for too long, or says too much
 */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  {cwd, env, input, patience = 120_000, limit = 64 * 2 ** 20}: RunProgramOptions,
): Promise<ProgramResult> {
  // Loading this costs a quarter of an empty script, which targets without programs shall not pay.
  const {spawn} = await import('node:child_process')
  const child = spawn(program, parameters, {
    ...(cwd !== undefined && {cwd}),
    env: {...env},
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
  endWithUs(child)
  const feeding = feed(child, input)
  // It may fail before the program has ended, and is asked only then.
  feeding.catch(() => undefined)
  return new Promise((resolve, reject) => {
    const out: Buffer[] = []
    const said: Buffer[] = []
    let size = 0
    let why: string | undefined
    // Whatever it started may hold them open for as long as it likes.
    const hangUp = () => {
      child.stdout.destroy()
      child.stderr.destroy()
    }
    const end = (reason: string) => {
      why ??= reason
      child.kill('SIGKILL')
      hangUp()
    }
    const timer = setTimeout(() => end(`it said nothing for ${patience / 1000} s`), patience)
    let lingering: NodeJS.Timeout | undefined
    const keep = (kept: Buffer[]) => (bytes: Buffer) => {
      timer.refresh()
      lingering?.refresh()
      size += bytes.length
      if (size > limit) return end('it said too much')
      kept.push(bytes)
    }
    child.stdout.on('data', keep(out))
    child.stderr.on('data', keep(said))
    child.once('error', (error) => {
      clearTimeout(timer)
      reject(
        systemCode(error) === 'ENOENT'
          ? missingProgram(program, error)
          : broken(program, String(error), error),
      )
    })
    child.once('exit', () => {
      lingering = setTimeout(hangUp, longestSilence)
    })
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      clearTimeout(lingering)
      if (why !== undefined) return reject(broken(program, why))
      const stderr = Buffer.concat(said).toString().trim().slice(-2_000)
      const result = {status: code ?? (signal ? 137 : 1), stdout: Buffer.concat(out), stderr}
      feeding.then(() => resolve(result), reject)
    })
  })
}

/** Milliseconds that what a program left running may be silent before it is listened to no more. */
const longestSilence = 2_000

/** What cannot be read ends the program; a program that ends before it has read everything says why by its status. */
async function feed(child: ChildProcess, input: RunProgramOptions['input']): Promise<void> {
  const {stdin} = child
  if (!stdin) return
  stdin.on('error', () => undefined)
  try {
    if (input !== undefined && typeof input !== 'string' && !(input instanceof Uint8Array)) {
      for await (const chunk of input) {
        if (stdin.destroyed || !stdin.writable) return
        if (!stdin.write(chunk)) await drained(child)
      }
      stdin.end()
    } else {
      stdin.end(input)
    }
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
}

function drained(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve()
    child.stdin?.once('drain', done)
    child.stdin?.once('close', done)
    child.once('close', done)
  })
}

/** The error for a program that is not on this machine. */
export function missingProgram(program: string, cause: unknown): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `There is no program \`${program}\` here.`, {
    hint: `Install \`${program}\`, then run this again.`,
    cause,
  })
}

function broken(program: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `\`${program}\` failed: ${why}.`, {
    hint: 'Run this again.',
    cause,
  })
}
