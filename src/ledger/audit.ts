import {createHash} from 'node:crypto'
import {constants} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'
import path from 'node:path'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {acquireLock} from './lock.js'
import {unwritable} from './record-file.js'

/** Version of the lines. */
const auditVersion = 1

/** What happened to a share, without a word of what is in it. */
export interface AuditEvent {
  /** `torn` stands behind a line that a crash cut short. */
  event: 'share' | 'update' | 'unshare' | 'allow' | 'refused' | 'torn'
  /** ISO 8601, UTC. */
  time: string
  shareID?: string
  sessionID?: string
  /** Name of the target as configured, or the folder. */
  target?: string
  /** Ids of findings, as `--allow` takes them. */
  findings?: readonly string[]
}

/** `previous` of the first line. */
export const beginning = '0'.repeat(64)

/**
 * Write down what happened, behind everything before, so that it survives a power cut. Each line has the
 * hash of the one before it: a line that was changed, taken out or put in later shows.
 *
 * @param folder Folder of the ledger.
 * @param events In their order. Without any it is only seen whether something could be written.
 * @throws SessionpressError `LEDGER_UNWRITABLE`, `LEDGER_LOCKED`
 */
export async function appendAudit(folder: string, events: readonly AuditEvent[]): Promise<void> {
  const locks = path.join(folder, 'locks')
  try {
    await makeFolder(locks, 0o700)
  } catch (error) {
    throw unwritable(locks, error)
  }
  const release = await acquireLock(locks, 'audit')
  try {
    await append(auditFileOf(folder), events)
    await syncFolder(folder)
  } catch (error) {
    throw unwritable(auditFileOf(folder), error)
  } finally {
    await release()
  }
}

async function append(file: string, events: readonly AuditEvent[]): Promise<void> {
  const {O_RDWR, O_APPEND, O_CREAT, O_NOFOLLOW = 0} = constants
  const handle = await open(file, O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW, 0o600)
  try {
    const [first] = events
    if (!first) return
    const {last, isTorn} = await readEnd(handle)
    // A line that a crash cut short gets its end, and stays as it is: the chain goes on over it.
    const all = isTorn ? [{event: 'torn', time: first.time} as const, ...events] : events
    let previous = last.length === 0 ? beginning : hashOf(last)
    let text = isTorn ? '\n' : ''
    for (const event of all) {
      const line = lineOf(event, previous)
      text += `${line}\n`
      previous = hashOf(line)
    }
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The last line, whole or not; empty where there is none. */
async function readEnd(handle: FileHandle): Promise<{last: Buffer; isTorn: boolean}> {
  const {size} = await handle.stat()
  for (let length = 65_536; ; length *= 2) {
    const from = Math.max(0, size - length)
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(size - from), 0, size - from, from)
    const bytes = buffer.subarray(0, bytesRead)
    const isTorn = bytes.length > 0 && bytes.at(-1) !== newline
    const end = isTorn ? bytes.length : bytes.length - 1
    const start = end <= 0 ? -1 : bytes.lastIndexOf(newline, end - 1)
    if (start >= 0 || from === 0) return {last: bytes.subarray(start + 1, Math.max(0, end)), isTorn}
  }
}

const newline = 10

/** An event as it is kept. */
export function lineOf(event: AuditEvent, previous: string): string {
  return JSON.stringify({version: auditVersion, ...event, previous})
}

/** What the next line says of a line. */
export function hashOf(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('hex')
}

/** Where the log lies. */
export function auditFileOf(folder: string): string {
  return path.join(folder, 'audit.jsonl')
}
