import {randomBytes} from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import process from 'node:process'
import {
  type Index,
  type Place,
  readIndex,
  readText,
  recordOf,
  signature,
  sizeOfRecord,
} from './records.js'

/** Texts by their keys, in one file. A cache: what cannot be read or written is simply not there. */
export interface Pack {
  /** @param key Base64 of 32 bytes that name what the text was made of. */
  get(key: string): string | undefined
  set(key: string, text: string): void
  /** Write what is left to be written, and let go of the file. */
  close(): void
  /** Keep nothing of it. */
  discard(): void
}

/** Bytes of one pack. What comes when it is full is not kept. */
const mostBytes = 128 * 1024 * 1024

/** Bytes that are written at once. */
const batchLength = 1024 * 1024

/** A pack is written anew without what nobody wanted; a greater one only where that is more than half of it. */
const small = 8 * 1024 * 1024
const leastWanted = 0.5

/**
 * Open a pack for one run.
 *
 * Several processes may use it at once: each batch is appended in one step, and a pack that holds much
 * that nobody wants any more is replaced by a new file. What was torn or changed is found by its length and sum.
 */
export function openPack(file: string): Pack {
  let handle = open(file)
  const index = handle === undefined ? undefined : indexOf(handle)
  const wanted = new Set<string>()
  let batch: Buffer[] = []
  let waiting = 0
  let written = 0

  return {get, set, close, discard}

  function get(key: string): string | undefined {
    const place = index?.places.get(key)
    if (!place || handle === undefined) return undefined
    const text = attempt(() => (handle === undefined ? undefined : readText(handle, place)))
    if (text !== undefined) wanted.add(key)
    return text
  }

  function set(key: string, text: string): void {
    if (handle === undefined || !index) return
    const record = recordOf(key, text)
    if (index.size + written + waiting + record.length > mostBytes) return
    wanted.add(key)
    batch.push(record)
    waiting += record.length
    if (waiting >= batchLength) flush()
  }

  function flush(): void {
    if (handle === undefined || batch.length === 0) return
    const to = handle
    const bytes = Buffer.concat(batch)
    batch = []
    written += waiting
    waiting = 0
    // A full disk keeps no cache. What it took of the batch is a torn tail, which the next run finds.
    if (attempt(() => writeSync(to, bytes)) !== bytes.length) letGo()
  }

  function close(): void {
    flush()
    if (handle === undefined || !index) return
    const from = handle
    attempt(() => {
      const now = readIndex(from)
      // What another run has put there meanwhile is not for this one to judge.
      const isKept = (key: string) => wanted.has(key) || !index.places.has(key)
      const kept = new Map([...now.places].filter(([key]) => isKept(key)))
      const used = [...kept.values()].reduce((sum, place) => sum + sizeOfRecord(place), 0)
      const isTorn = now.end !== now.size
      const isStale =
        kept.size < now.places.size && (now.end <= small || used < now.end * leastWanted)
      if (isTorn || isStale) replace(file, from, kept)
      else utimesSync(file, new Date(), new Date())
    })
    letGo()
  }

  function discard(): void {
    batch = []
    letGo()
    attempt(() => rmSync(file, {force: true}))
  }

  function letGo(): void {
    const last = handle
    handle = undefined
    if (last !== undefined) attempt(() => closeSync(last))
  }
}

/** Only a file that nobody else can write to is read: its texts become part of pages. */
function open(file: string): number | undefined {
  const {O_RDWR, O_CREAT, O_APPEND} = constants
  const noFollow = constants.O_NOFOLLOW ?? 0
  return attempt(() => {
    const handle = openSync(file, O_RDWR | O_CREAT | O_APPEND | noFollow, 0o600)
    const {mode, uid, size} = fstatSync(handle)
    const isOurs =
      process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0)
    if (isOurs) {
      if (size === 0) writeSync(handle, signature)
      return handle
    }
    closeSync(handle)
    return undefined
  })
}

/** A file that is no pack of this form is replaced at the end. */
function indexOf(handle: number): Index | undefined {
  return attempt(() => readIndex(handle))
}

/** Write a pack of those texts alone, in place of the one that they are in. What stands behind a torn one is made again. */
function replace(file: string, from: number, wanted: ReadonlyMap<string, Place>): void {
  const partial = `${file}.${randomBytes(8).toString('hex')}.partial`
  const to = openSync(partial, 'wx', 0o600)
  try {
    writeSync(to, signature)
    for (const [key, place] of wanted) {
      const text = readText(from, place)
      if (text !== undefined) writeSync(to, recordOf(key, text))
    }
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, {force: true})
    throw error
  } finally {
    closeSync(to)
  }
}

/** A cache that fails is none: the page is made without it. */
function attempt<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
