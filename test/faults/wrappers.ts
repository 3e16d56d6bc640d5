import {execFileSync} from 'node:child_process'
import type {RunOptions} from './lab.js'

/** Why system calls cannot be made to fail here; `undefined` where they can. */
export const noInjection = works(['strace', '-f', '-qq', '-e', 'inject=fsync:error=EIO', 'true'])
  ? undefined
  : 'strace is missing here, or not permitted'

/** Why rights cannot be dropped here. */
export const noDropping = works(['setpriv', '--bounding-set=-dac_override', 'true'])
  ? undefined
  : 'setpriv is missing here, or not permitted'

/** Why limits cannot be set here. */
export const noLimits = works(['prlimit', '--nofile=64', 'true'])
  ? undefined
  : 'prlimit is missing here'

/** Why the clock cannot be another here. */
export const noFakeTime = works(['faketime', '-f', '+1h', 'true'])
  ? undefined
  : 'faketime is missing here'

interface InjectOptions {
  /** System calls by name; those that a machine does not have are passed over. */
  calls: readonly string[]
  /** What befalls the call: `error=EIO`, or `signal=KILL` before it is done. */
  fault: string
  /** Which of these calls, counted from 1. */
  when: number
  /** File that tells afterwards whether the fault was met. */
  log: string
}

/** Let one system call of the command fail. */
export function inject({calls, fault, when, log}: InjectOptions): RunOptions {
  const names = calls.map((call) => `?${call}`).join(',')
  return {
    wrap: [
      ...['strace', '-f', '-qq', '-o', log, '-e', `trace=${names}`],
      ...['-e', `inject=${names}:${fault}:when=${when}`],
    ],
    // It counts by thread, so that all that goes to the disk has to go through one.
    env: {UV_THREADPOOL_SIZE: '1'},
  }
}

/** Every system call that renames, whatever the machine calls it. */
export const renames = ['rename', 'renameat', 'renameat2']

/** Be somebody whom file rights bind. Root is not, and another user might not even be let to the command. */
export const withoutPrivilege: RunOptions = {
  wrap: ['setpriv', '--bounding-set=-dac_override,-dac_read_search,-fowner'],
}

/** Limit what the process may use: `fsize` bytes of a file, `nofile` open files. */
export function limited(resource: 'fsize' | 'nofile', most: number): RunOptions {
  return {wrap: ['prlimit', `--${resource}=${most}`]}
}

function works([program = '', ...parameters]: string[]): boolean {
  try {
    execFileSync(program, parameters, {stdio: 'ignore'})
    return true
  } catch {
    return false
  }
}
