import {constants} from 'node:fs'
import {readFile, rename, unlink} from 'node:fs/promises'
import path from 'node:path'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import {syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'
import {recordSchema, recordVersion, type ShareRecord} from './record.js'

/**
 * Read one record.
 *
 * @returns `undefined` when there is no such file.
 * @throws SessionpressError `LEDGER_UNREADABLE`, never resetting what is there.
 */
export async function readRecord(file: string): Promise<ShareRecord | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (isMissing(error)) return undefined
    throw unreadable(file, 'the system refuses it', error)
  }
  return parseRecord(file, text)
}

/**
 * A record of what lies at a place.
 *
 * @param file Where it lies, in words for a person.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export function parseRecord(file: string, text: string): ShareRecord {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw unreadable(file, 'it is no whole JSON', error)
  }
  const versioned = v.safeParse(v.object({version: v.number()}), value)
  if (versioned.success && versioned.output.version > recordVersion) {
    throw new SessionpressError(
      'LEDGER_UNREADABLE',
      `\`${file}\` comes from a newer sessionpress: its version is ${versioned.output.version}, and ${recordVersion} is the newest known here.`,
      {hint: 'Update sessionpress, then run this again.'},
    )
  }
  const record = v.safeParse(recordSchema, value)
  if (record.success) return record.output
  const [issue] = record.issues
  throw unreadable(file, `at \`${v.getDotPath(issue) ?? 'its top'}\`: ${issue.message}`)
}

function unreadable(file: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`: ${why}.`, {
    hint: 'Repair the file or move it away; the share that it tells of may still be online.',
    cause,
  })
}

/**
 * Write a private file whole or not at all, so that it survives a power cut.
 *
 * @throws SessionpressError `LEDGER_UNWRITABLE`, with what was there before untouched.
 */
export async function replaceFile(file: string, text: string): Promise<void> {
  // One name a file: who writes holds the session's lock, and the next run overwrites a leftover.
  const partial = path.join(path.dirname(file), `.${path.basename(file)}.partial`)
  try {
    await writeWhole(partial, text)
    await rename(partial, file)
    await syncFolder(path.dirname(file))
  } catch (error) {
    await unlink(partial).catch(() => {}) // The failure above is the one to tell of.
    throw unwritable(file, error)
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  const {O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW = 0} = constants
  await writeDurably(file, text, {flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o600})
  if ((await readFile(file, 'utf8')) !== text) throw new Error('The disk kept something else.')
}

/** Remove a file for good; one that is not there is fine. */
export async function dropFile(file: string): Promise<void> {
  try {
    await unlink(file)
    await syncFolder(path.dirname(file))
  } catch (error) {
    if (!isMissing(error)) throw unwritable(file, error)
  }
}

/** The error for a ledger that cannot be written to. */
export function unwritable(file: string, cause: unknown): SessionpressError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new SessionpressError('LEDGER_UNWRITABLE', `Cannot write \`${file}\`: ${why}.`, {
    hint: 'Check the room and the rights there, or name another folder with `--state`.',
    cause,
  })
}
