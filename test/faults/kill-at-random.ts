import {type ChildProcess, spawn} from 'node:child_process'
import {once} from 'node:events'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {pathToFileURL} from 'node:url'
import {command} from '../commands/run-command.js'
import type {Lab} from './lab.js'
import {poll} from './poll.js'

const ready = pathToFileURL(path.join(import.meta.dirname, 'ready.mjs')).href

interface KillOptions {
  /** Milliseconds from the first change of the ledger to the kill. @default it is not killed */
  after?: number
  /** Whether what it started dies at the same moment. @default false */
  isWholeGroup?: boolean
  /** @default SIGKILL */
  signal?: NodeJS.Signals
  /** Its temporary folder. @default the system's */
  temporary?: string
  /** Script to run in place of the command. @default the command */
  script?: string
}

/** How a run that was perhaps killed ended. */
export interface Killed {
  wasKilled: boolean
  /** Its exit status, as shells count it where a signal ended it. */
  status: number
  said: string
  /** Milliseconds from its first change of the ledger to its end. */
  phase: number
}

/**
 * Run the command and kill it -9 a while after it has begun to change things. Programs that it
 * started have ended, too, when this resolves.
 */
export async function killAtRandom(
  lab: Lab,
  call: readonly string[],
  options: KillOptions,
): Promise<Killed> {
  const {after, isWholeGroup = false, signal: sent = 'SIGKILL', script = command} = options
  const {temporary} = options
  const child = spawn(process.execPath, ['--import', ready, script, ...call], {
    cwd: lab.machine.project,
    env: {...lab.env, ...(temporary !== undefined && {TMPDIR: temporary})},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const {pid} = child
  if (pid === undefined) throw new Error('It did not start.')
  const begun = whenReady(child).then((start) => {
    if (after === undefined) return start
    setTimeout(() => kill(isWholeGroup ? -pid : pid, sent), after)
    return start
  })
  const [status, signal] = await once(child, 'close')
  const phase = performance.now() - (await begun)
  await poll(() => !kill(-pid, 0))
  if (signal === null && status !== 0 && sent === 'SIGKILL')
    throw new Error(`It ended with ${status}: ${said}`)
  const shown = status ?? 128 + (numberOf.get(signal) ?? 0)
  return {wasKilled: signal === 'SIGKILL', status: shown, said, phase}
}

/** Moments to kill at, spread over the whole of a phase: one at random in each of as many equal parts. */
export function spread(phase: number, count: number): number[] {
  return Array.from({length: count}, (_, part) => (phase * (part + Math.random())) / count)
}

const numberOf = new Map<string, number>(Object.entries(os.constants.signals))

async function whenReady(child: ChildProcess): Promise<number> {
  const pipe = child.stdio[3]
  if (!pipe) throw new Error('There is no pipe to tell on.')
  return await new Promise((resolve, reject) => {
    pipe.once('data', () => resolve(performance.now()))
    pipe.once('end', () => reject(new Error('It ended before it changed anything.')))
  })
}

/** @returns Whether there was such a process. */
function kill(pid: number, signal: NodeJS.Signals | 0 = 'SIGKILL'): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false // It has ended by itself.
  }
}
