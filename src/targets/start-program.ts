import type {ChildProcessWithoutNullStreams as Program} from 'node:child_process'
import {once} from 'node:events'
import {SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'
import {endWithUs} from './end-with-us.js'

export interface StartProgramOptions {
  cwd?: string | undefined
  /** All of its environment. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Start a program of this machine, without a shell. It ends with us at the latest, and `close` comes
 * soon after its end, whoever else holds its pipes.
 *
 * @throws SessionpressError `TARGET_UNAVAILABLE` when there is no such program, or it cannot be started
 */
export async function startProgram(
  program: string,
  parameters: readonly string[],
  {cwd, env}: StartProgramOptions,
): Promise<Program> {
  // Loading this costs a quarter of an empty script, which targets without programs shall not pay.
  const {spawn} = await import('node:child_process')
  try {
    const options = {...(cwd !== undefined && {cwd}), env: {...env}, windowsHide: true}
    const child = spawn(program, parameters, {...options, stdio: 'pipe'})
    // Without file handles to spare there are no pipes yet when it fails, and nothing to listen to.
    await once(child, 'spawn')
    endWithUs(child)
    // A program that has begun fails by its end; that a signal did not reach it changes nothing.
    child.on('error', () => undefined)
    // What is written to a program that ends is lost; its end says why.
    child.stdin.on('error', () => undefined)
    letGoAfterEnd(child)
    return child
  } catch (error) {
    const code = systemCode(error)
    if (code === undefined) throw error
    if (code === 'ENOENT') throw missingProgram(program, error)
    throw broken(program, `the system does not start it (${code})`, error)
  }
}

/** End a program at once. */
export function endProgram(child: Program): void {
  child.kill('SIGKILL')
  letGo(child)
}

/** Programs that it began and left behind may hold its pipes for as long as they like. */
function letGoAfterEnd(child: Program): void {
  let timer: NodeJS.Timeout | undefined
  child.once('exit', () => {
    // What it said itself is in the pipes by now: one look into them is enough, and the look comes first.
    timer = setTimeout(() => setImmediate(letGo, child), linger)
  })
  child.once('close', () => clearTimeout(timer))
}

/** Milliseconds to wait for those whom a program leaves its pipes to. */
const linger = 2_000

function letGo({stdout, stderr}: Program): void {
  stdout.destroy()
  stderr.destroy()
}

/** The error for a program that ended otherwise than it should. */
export function broken(program: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `\`${program}\` failed: ${why}.`, {
    hint: 'Run this again.',
    cause,
  })
}

function missingProgram(program: string, cause: unknown): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `There is no program \`${program}\` here.`, {
    hint: `Install \`${program}\`, then run this again.`,
    cause,
  })
}
