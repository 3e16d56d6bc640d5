import {createHmac, randomBytes} from 'node:crypto'
import {link, readFile, unlink} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isNowhere, systemCode} from '../system/error-code.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'
import {unwritable} from './record-file.js'

/** Bytes of a key. */
const keyLength = 32

/**
 * The person's own key, which names values without telling anything of them; made when it is first
 * asked for.
 *
 * @param folder Folder of the ledger.
 * @throws SessionpressError `LEDGER_UNREADABLE` for a damaged key, `LEDGER_UNWRITABLE`
 */
export async function openPersonKey(folder: string): Promise<Buffer> {
  return (await readPersonKey(folder)) ?? (await makeKey(folder))
}

/**
 * The person's own key, where there is one already.
 *
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export async function readPersonKey(folder: string): Promise<Buffer | undefined> {
  const file = fileOf(folder)
  let key: Buffer
  try {
    key = await readFile(file)
  } catch (error) {
    if (isNowhere(error)) return undefined
    throw unreadable(file, 'the system refuses it', error)
  }
  return checkKey(file, key)
}

/** A new key. */
export function createKey(): Buffer {
  return randomBytes(keyLength)
}

/**
 * The same key, where it is one.
 *
 * @param file Where it lies, in words for a person.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export function checkKey(file: string, key: Buffer): Buffer {
  if (key.length === keyLength) return key
  throw unreadable(file, `it has ${key.length} bytes, and a key has ${keyLength}`)
}

/**
 * Name values by the first 8 hexadecimal digits of their HMAC-SHA-256. Who has no key can not even
 * tell whether a guess is right.
 */
export function fingerprintWith(key: Uint8Array): (value: string) => string {
  return (value) => createHmac('sha256', key).update(value, 'utf8').digest('hex').slice(0, 8)
}

/** Of two processes that make one at once, both go on with the one that came first. */
async function makeKey(folder: string): Promise<Buffer> {
  const file = fileOf(folder)
  const key = createKey()
  const partial = `${file}.${randomBytes(8).toString('hex')}.partial`
  try {
    await makeFolder(folder, 0o700)
    await writeDurably(partial, inPieces(key), {mode: 0o600})
    await place(partial, file, key)
    await syncFolder(folder)
  } catch (error) {
    throw unwritable(file, error)
  } finally {
    await unlink(partial).catch(() => {}) // Its name is gone with the folder, or was never made.
  }
  return (await readPersonKey(folder)) ?? key
}

async function place(partial: string, file: string, key: Buffer): Promise<void> {
  try {
    await link(partial, file)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'EEXIST') return
    if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error
    // Some disks have no links; there the name comes first and the content a moment later.
    await writeDurably(file, inPieces(key), {mode: 0o600})
  }
}

async function* inPieces(key: Uint8Array): AsyncGenerator<Uint8Array> {
  yield key
}

function fileOf(folder: string): string {
  return path.join(folder, 'key')
}

function unreadable(file: string, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError('LEDGER_UNREADABLE', `Cannot read the key \`${file}\`: ${why}.`, {
    hint: 'Put it back from a copy, or remove it: a new one is made, and findings get new names.',
    cause,
  })
}
