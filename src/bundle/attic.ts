import {closeSync, openSync, readSync, writeSync} from 'node:fs'
import path from 'node:path'
import {deserialize, serialize} from 'node:v8'
import {inMemory, lazyList, type MakeList, type PutAway} from '../session/long-list.js'
import {
  createTemporaryFolder,
  explainTemporaryError,
  type TemporaryFolder,
} from '../system/temporary-folder.js'

/**
 * Where the pieces of a session lie that are too many for memory: in a temporary file that only
 * this user can read. Only what was redacted may go there.
 */
export interface Attic {
  /** Characters of one list that stay in memory, roughly. */
  memory: number
  /** A list that stays in memory while it is small. */
  list: MakeList
  /** Takes a value out of memory; `undefined` as long as every list was small. */
  readonly putAway: PutAway | undefined
  /** Remove the file. Nothing of it can be read afterwards. */
  dispose(): Promise<void>
}

export interface AtticOptions {
  /** Characters of one list that stay in memory, roughly. @default 8 million */
  memory?: number
}

/** An attic with nothing in it. No file is made before something has to lie there. */
export function createAttic({memory = 8_000_000}: AtticOptions = {}): Attic {
  let file: AtticFile | undefined
  return {
    memory,
    list,
    get putAway() {
      return file && putAway
    },
    dispose: async () => file?.remove(),
  }

  function list<Item extends object>(items: Iterable<Item>): Item[] {
    const held: Item[] = []
    let weight = 0
    let places: Place[] | undefined
    for (const item of items) {
      if (!places) {
        held.push(item)
        weight += weightOf(item)
        if (weight > memory) places = held.splice(0).map(write)
      } else places.push(write(item))
    }
    if (!places) return inMemory(held)
    const all = places
    return lazyList(all.length, (index) => read<Item>(all[index]))
  }

  function putAway<Value extends object>(value: Value): () => Value {
    const place = write(value)
    return () => read<Value>(place)
  }

  function write(value: object): Place {
    file ??= createFile()
    return file.write(value)
  }

  function read<Value>(place: Place | undefined): Value {
    if (!file || !place) throw new RangeError('Nothing lies there.')
    return file.read(place) as Value // As it was written: nobody else writes there.
  }
}

/** Where a value lies in the file. */
interface Place {
  at: number
  length: number
}

type AtticFile = ReturnType<typeof createFile>

/** Bytes that wait for the next write. */
const waitingBytes = 1024 * 1024

/** Bytes of values as written that were read last and are kept as they were read. */
const recentBytes = 2 * 1024 * 1024

function createFile() {
  const folder = createTemporaryFolder('sessionpress')
  const handle = explained(() => openSync(path.join(folder.path, 'pieces'), 'wx+', 0o600))
  const recent = createRecent()
  let waiting: Buffer[] = []
  let written = 0
  let end = 0
  return {write, read, remove: () => remove(handle, folder)}

  function write(value: object): Place {
    const bytes = serialize(value)
    const place = {at: end, length: bytes.length}
    waiting.push(bytes)
    end += bytes.length
    if (end - written > waitingBytes) flush()
    return place
  }

  function flush(): void {
    const bytes = Buffer.concat(waiting)
    waiting = []
    explained(() => writeAll(handle, bytes, written))
    written = end
  }

  function read({at, length}: Place): unknown {
    const known = recent.get(at)
    if (known !== undefined) return known
    if (at + length > written) flush()
    const bytes = Buffer.allocUnsafeSlow(length)
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

/** Characters of a value, roughly. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  let weight = 16
  for (const field of Object.values(value)) weight += weightOf(field)
  return weight
}
