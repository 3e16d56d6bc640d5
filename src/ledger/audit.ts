import {createHash} from 'node:crypto'
import {constants} from 'node:fs'
import {type FileHandle, open, readFile} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
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

/** The first line that does not follow from the lines before it. */
export interface BrokenLine {
  /** From 1. */
  line: number
  why: string
}

const lineSchema = v.object({version: v.number(), event: v.string(), previous: v.string()})

/** `previous` of the first line. */
const beginning = '0'.repeat(64)

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
    await append(fileOf(folder), events)
    await syncFolder(folder)
  } catch (error) {
    throw unwritable(fileOf(folder), error)
  } finally {
    await release()
  }
}

/**
 * Follow the chain from its beginning.
 *
 * @returns The first broken line; `undefined` where all is well.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export async function verifyAudit(folder: string): Promise<BrokenLine | undefined> {
  let previous = beginning
  let broken: BrokenLine | undefined
  for (const [index, line] of (await readLines(fileOf(folder))).entries()) {
    const parsed = parseLine(line)
    const isNext = parsed?.previous === previous
    if (broken && !(isNext && parsed.event === 'torn')) return broken
    broken = undefined
    if (!parsed) broken = {line: index + 1, why: 'it is no whole line'}
    else if (!isNext) return {line: index + 1, why: 'it does not follow the line before it'}
    previous = hashOf(line)
  }
  return broken
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
      const line = JSON.stringify({version: auditVersion, ...event, previous})
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

async function readLines(file: string): Promise<Buffer[]> {
  let bytes: Buffer
  try {
    bytes = await readFile(file)
  } catch (error) {
    if (isMissing(error)) return []
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`.`, {
      hint: 'Check who may read that file.',
      cause: error,
    })
  }
  const lines: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(newline, from)
    lines.push(bytes.subarray(from, end < 0 ? bytes.length : end))
    from = end < 0 ? bytes.length : end + 1
  }
  return lines
}

function parseLine(line: Buffer): {event: string; previous: string} | undefined {
  try {
    const parsed = v.safeParse(lineSchema, JSON.parse(line.toString('utf8')))
    return parsed.success ? parsed.output : undefined
  } catch {
    return undefined // The caller says which line it is.
  }
}

function hashOf(line: string | Uint8Array): string {
  return createHash('sha256').update(line).digest('hex')
}

function fileOf(folder: string): string {
  return path.join(folder, 'audit.jsonl')
}
