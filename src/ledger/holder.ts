import {randomBytes} from 'node:crypto'
import {readFile} from 'node:fs/promises'
import os from 'node:os'
import process from 'node:process'
import * as v from 'valibot'
import {systemCode} from '../system/error-code.js'

/** Schema of what a lock's file says of the process that holds it. */
export const holderSchema = v.object({
  pid: v.number(),
  host: v.string(),
  /** Changes with every start of the machine; empty where the system has none. */
  boot: v.string(),
  /** When the process began, in the system's ticks; tells a reused pid. Empty where the system has none. */
  start: v.string(),
  /** Different for every lock taken. */
  token: v.string(),
})

/** The process that holds a lock. */
export type Holder = v.InferOutput<typeof holderSchema>

/** This process, about to take a lock. */
export async function createHolder(): Promise<Holder> {
  return {
    pid: process.pid,
    host: os.hostname(),
    boot: await readBoot(),
    start: (await readProcess(process.pid))?.start ?? '',
    token: randomBytes(8).toString('hex'),
  }
}

/** Whether the process that took a lock still runs. One of another machine counts as running. */
export async function isRunning(holder: Holder): Promise<boolean> {
  if (holder.host !== os.hostname()) return true
  if (holder.boot !== (await readBoot())) return false
  if (!isPid(holder.pid)) return false
  const found = await readProcess(holder.pid)
  if (!found) return true
  // A zombie has ended; its parent has only not asked yet.
  return found.state !== 'Z' && (holder.start === '' || found.start === holder.start)
}

function isPid(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // `EPERM` means that it runs and belongs to somebody else.
    return systemCode(error) === 'EPERM'
  }
}

async function readBoot(): Promise<string> {
  return (await readProc('/proc/sys/kernel/random/boot_id'))?.trim() ?? ''
}

/** State and start of a process as Linux tells them; see proc_pid_stat(5), fields 3 and 22. */
async function readProcess(pid: number): Promise<{state: string; start: string} | undefined> {
  const stat = await readProc(`/proc/${pid}/stat`)
  // The second field is the program's name, which may hold spaces and brackets.
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, start] = [fields?.[0], fields?.[19]]
  return state !== undefined && start !== undefined ? {state, start} : undefined
}

async function readProc(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return undefined // Other systems have no such file; the pid alone must do there.
  }
}
