import type {ChildProcessWithoutNullStreams as Child} from 'node:child_process'
import {broken, endProgram, startProgram} from './start-program.js'

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
  const child = await startProgram(program, parameters, {cwd, env})
  const feeding = feed(child, input)
  // It may fail before the program has ended, and is asked only then.
  feeding.catch(() => undefined)
  return new Promise((resolve, reject) => {
    const out: Buffer[] = []
    const said: Buffer[] = []
    let size = 0
    let why: string | undefined
    const end = (reason: string) => {
      why ??= reason
      endProgram(child)
    }
    const timer = setTimeout(() => {
      if (child.exitCode === null && child.signalCode === null)
        end(`it said nothing for ${patience / 1000} s`)
    }, patience)
    const keep = (kept: Buffer[]) => (bytes: Buffer) => {
      timer.refresh()
      size += bytes.length
      if (size > limit) return end('it said too much')
      kept.push(bytes)
    }
    child.stdout.on('data', keep(out))
    child.stderr.on('data', keep(said))
    child.once('close', (code, signal) => {
      clearTimeout(timer)
      if (why !== undefined) return reject(broken(program, why))
      const stderr = Buffer.concat(said).toString().trim().slice(-2_000)
      const result = {status: code ?? (signal ? 137 : 1), stdout: Buffer.concat(out), stderr}
      feeding.then(() => resolve(result), reject)
    })
  })
}

/** What cannot be read ends the program; a program that ends before it has read everything says why by its status. */
async function feed(child: Child, input: RunProgramOptions['input']): Promise<void> {
  const {stdin} = child
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
    endProgram(child)
    throw error
  }
}

function drained(child: Child): Promise<void> {
  return new Promise((resolve) => {
    const done = () => resolve()
    child.stdin.once('drain', done)
    child.stdin.once('close', done)
    child.once('close', done)
  })
}
