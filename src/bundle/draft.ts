import {createHash} from 'node:crypto'
import {createReadStream} from 'node:fs'
import {type FileHandle, open, rm} from 'node:fs/promises'
import type {Content} from '../session/bundle.js'
import {explainTemporaryError} from '../system/temporary-folder.js'

/** A file on its way into a bundle. */
interface Draft {
  write(bytes: Buffer): Promise<void>
  finish(): Promise<Content>
  discard(): Promise<void>
}

interface DraftOptions {
  /** Bytes that stay in memory. */
  memory: number
  /** Whether a whole file of so many bytes may stay there, beside the others. */
  mayStay(size: number): boolean
  /** Names a file that is not there yet, when one is needed. */
  newFile(): string
}

/** A file on its way: in memory while it is small, then on disk. */
export function createDraft({memory, mayStay, newFile}: DraftOptions): Draft {
  const hash = createHash('sha256')
  let held: Buffer[] = []
  let waiting = 0
  let size = 0
  let file: string | undefined
  let handle: FileHandle | undefined

  return {write, finish, discard}

  async function write(bytes: Buffer): Promise<void> {
    hash.update(bytes)
    size += bytes.length
    waiting += bytes.length
    held.push(bytes)
    if (waiting > memory) await spill()
  }

  async function spill(): Promise<string> {
    file ??= newFile()
    const bytes = Buffer.concat(held)
    held = []
    waiting = 0
    try {
      handle ??= await open(file, 'wx', 0o600)
      await handle.writeFile(bytes)
    } catch (error) {
      throw explainTemporaryError(error)
    }
    return file
  }

  async function finish(): Promise<Content> {
    const sha256 = hash.digest('hex')
    if (!file && mayStay(size)) return inMemory(held, size, sha256)
    const place = await spill()
    await handle?.close()
    handle = undefined
    return inFile(place, size, sha256)
  }

  async function discard(): Promise<void> {
    await handle?.close()
    if (file) await rm(file, {force: true})
  }
}

/** What was written and stays in memory. */
export function inMemory(pieces: readonly Uint8Array[], size: number, sha256: string): Content {
  return {
    size,
    sha256,
    async *read() {
      yield* pieces
    },
  }
}

/** What was written to a file. */
export function inFile(file: string, size: number, sha256: string): Content {
  return {size, sha256, read: () => createReadStream(file)}
}
