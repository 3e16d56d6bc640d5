import {closeSync, openSync, readSync, writeSync} from 'node:fs'
import path from 'node:path'
import {deserialize, serialize} from 'node:v8'
import {
  createTemporaryFolder,
  explainTemporaryError,
  type TemporaryFolder,
} from '../system/temporary-folder.js'

/** Where a value lies in the file. */
export interface Place {
  at: number
  length: number
}

/** Bytes that wait for the next write, at most. */
const waitingBytes = 256 * 1024

/** Bytes of values as written that were read last and are kept as they were read. */
const recentBytes = 2 * 1024 * 1024

/** A file that values are written to and read from while it is there. Only this user can read it. */
export function createAtticFile() {
  const folder = createTemporaryFolder('sessionpress')
  const handle = explained(() => openSync(path.join(folder.path, 'pieces'), 'wx+', 0o600))
  const recent = createRecent()
  // The same for all that is written, and for all that is read: a new one each time would outlive its use by far.
  const waiting = Buffer.allocUnsafeSlow(waitingBytes)
  let scratch = Buffer.alloc(0)
  let written = 0
  let end = 0
  return {write, read, remove: () => remove(handle, folder)}

  /** @param value JSON: arrays of bytes would be views of what is read next. */
  function write(value: object): Place {
    const bytes = serialize(value)
    const place = {at: end, length: bytes.length}
    if (end + bytes.length - written > waitingBytes) flush()
    if (bytes.length <= waitingBytes) waiting.set(bytes, end - written)
    else explained(() => writeAll(handle, bytes, end))
    end += bytes.length
    if (bytes.length > waitingBytes) written = end
    return place
  }

  function flush(): void {
    const bytes = waiting.subarray(0, end - written)
    explained(() => writeAll(handle, bytes, written))
    written = end
  }

  function read({at, length}: Place): unknown {
    const known = recent.get(at)
    if (known !== undefined) return known
    if (at + length > written) flush()
    if (scratch.length < length) scratch = Buffer.allocUnsafeSlow(length)
    const bytes = scratch.subarray(0, length)
    explained(() => readAll(handle, bytes, at))
    const value: unknown = deserialize(bytes)
    recent.set(at, value, length)
    return value
  }
}

/** What was read last, because a turn is asked for each of its fields. */
function createRecent() {
  const values = new Map<number, {value: unknown; size: number}>()
  let size = 0
  return {
    get: (at: number) => values.get(at)?.value,
    set(at: number, value: unknown, own: number) {
      values.set(at, {value, size: own})
      size += own
      for (const [oldest, one] of values) {
        if (size <= recentBytes || oldest === at) break
        values.delete(oldest)
        size -= one.size
      }
    },
  }
}

function writeAll(handle: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(handle, bytes, done, bytes.length - done, at + done)
  }
}

function readAll(handle: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    const count = readSync(handle, bytes, done, bytes.length - done, at + done)
    if (count === 0) throw new RangeError('The temporary file ends before it should.')
    done += count
  }
}

async function remove(handle: number, folder: TemporaryFolder): Promise<void> {
  closeSync(handle)
  await folder.remove()
}

function explained<Result>(act: () => Result): Result {
  try {
    return act()
  } catch (error) {
    throw explainTemporaryError(error)
  }
}
