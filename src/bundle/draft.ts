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

/**
 * A file on its way: in memory while it is small, then on disk.
 *
 * @param memory Bytes that stay in memory.
 * @param newFile Names a file that is not there yet, when one is needed.
 */
export function createDraft(memory: number, newFile: () => string): Draft {
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

  async function spill(): Promise<void> {
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
  }

  async function finish(): Promise<Content> {
    const sha256 = hash.digest('hex')
    if (!file) return inMemory(held, size, sha256)
    await spill()
    await handle?.close()
    handle = undefined
    return inFile(file, size, sha256)
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
