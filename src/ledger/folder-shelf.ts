import {randomBytes} from 'node:crypto'
import {link, readdir, readFile, rename, rmdir, unlink} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isNowhere, systemCode} from '../system/error-code.js'
import {checkShelfName, type Shelf} from '../system/shelf.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {writeDurably} from '../system/write-durably.js'
import {dropFile, unwritable} from './record-file.js'

/**
 * A shelf in a folder, readable by this person alone. Nothing is made on the disk before something
 * is kept.
 *
 * @throws SessionpressError, at each call: `LEDGER_UNREADABLE`, `LEDGER_UNWRITABLE`
 */
export function folderShelf(folder: string): Shelf {
  const fileOf = (name: string) => {
    checkShelfName(name)
    return path.join(folder, name)
  }
  return {
    location: folder,
    read: (name) => read(fileOf(name)),
    write: (name, bytes, {isNew = false} = {}) => write(fileOf(name), bytes, isNew),
    list: (prefix) => list(folder, prefix),

    async remove(names) {
      const files = names.map(fileOf)
      for (const file of files) await dropFile(file)
      // A folder goes with its last file, as it does in a bucket; those in it before it.
      const places = [...new Set(names.flatMap(foldersAbove))].sort().reverse()
      for (const place of places) await rmdir(path.join(folder, place)).catch(() => {})
    },
  }
}

/** `a/b/c` and `a/b` for `a/b/c/d`. What is at the top stays, as others are about to put something there. */
function foldersAbove(name: string): string[] {
  const [, ...steps] = name.split('/').slice(0, -1)
  return steps.map((_, index) => name.split('/', index + 2).join('/'))
}

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (isNowhere(error)) return undefined
    throw unreadable(file, error)
  }
}

async function write(file: string, bytes: Uint8Array, isNew: boolean): Promise<boolean> {
  const folder = path.dirname(file)
  const partial = path.join(
    folder,
    `.${path.basename(file)}.${randomBytes(8).toString('hex')}.partial`,
  )
  try {
    await makeFolder(folder, 0o700)
    await writeDurably(partial, piece(bytes), {mode: 0o600})
    if (isNew) await link(partial, file)
    else await rename(partial, file)
    await syncFolder(folder)
    return true
  } catch (error) {
    if (isNew && systemCode(error) === 'EEXIST') return false
    throw unwritable(file, error)
  } finally {
    await unlink(partial).catch(() => {}) // Renamed, or never made.
  }
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

async function list(folder: string, prefix: string): Promise<string[]> {
  const names: string[] = []
  await collect(prefix.includes('/') ? path.posix.dirname(prefix) : '')
  return names.filter((name) => name.startsWith(prefix)).sort()

  async function collect(below: string): Promise<void> {
    for (const entry of await entriesOf(path.join(folder, below))) {
      const name = path.posix.join(below, entry.name)
      if (entry.isDirectory()) await collect(name)
      else if (!entry.name.startsWith('.')) names.push(name)
    }
  }
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, {withFileTypes: true})
  } catch (error) {
    if (isNowhere(error)) return []
    throw unreadable(folder, error)
  }
}

function unreadable(file: string, cause: unknown): SessionpressError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${file}\`: ${why}.`, {
    hint: 'Check who may read it.',
    cause,
  })
}
