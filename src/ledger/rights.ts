import {chmod, lstat, readdir} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {isNowhere} from '../system/error-code.js'
import {unwritable} from './record-file.js'

/** Something in the ledger's folder that others on this machine may read or change. */
export interface OpenEntry {
  path: string
  /** Take the rights of others away. */
  close(): Promise<void>
}

/**
 * What others may get at although it is this person's alone: keys of encrypted shares, what was
 * shared, the key that names values. Looked for by its names; whatever else lies there is not ours.
 */
export async function findOpenEntries(folder: string): Promise<OpenEntry[]> {
  // Rights mean something else on Windows, where a person's folders are private by where they are.
  if (process.platform === 'win32') return []
  const open: OpenEntry[] = []
  for (const place of [folder, ...(await entriesOf(folder))]) {
    const mode = await othersMay(place)
    if (mode !== undefined) open.push({path: place, close: () => close(place, mode)})
  }
  return open
}

async function entriesOf(folder: string): Promise<string[]> {
  const files = ['key', 'audit.jsonl'].map((name) => path.join(folder, name))
  for (const name of ['shares', 'reviews', 'locks']) {
    const inner = path.join(folder, name)
    files.push(inner)
    for (const file of await namesIn(inner)) {
      if (/\.(json|lock)$/.test(file)) files.push(path.join(inner, file))
    }
  }
  return files
}

/** The mode without the rights of others, where they have some; a symlink's own say nothing. */
async function othersMay(file: string): Promise<number | undefined> {
  try {
    const stats = await lstat(file)
    if (stats.isSymbolicLink() || (stats.mode & 0o077) === 0) return undefined
    return stats.mode & 0o700
  } catch (error) {
    if (isNowhere(error)) return undefined
    throw unwritable(file, error)
  }
}

async function close(file: string, mode: number): Promise<void> {
  try {
    await chmod(file, mode)
  } catch (error) {
    if (!isNowhere(error)) throw unwritable(file, error)
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).sort()
  } catch (error) {
    if (isNowhere(error)) return []
    throw unwritable(folder, error)
  }
}
