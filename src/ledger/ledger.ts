import {readdir} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import type {Shelf} from '../system/shelf.js'
import {makeFolder} from '../system/sync-folder.js'
import {folderShelf} from './folder-shelf.js'
import {acquireLock, isLocked, type LockOptions} from './lock.js'
import type {ShareRecord} from './record.js'
import {dropFile, readRecord, replaceFile, unwritable} from './record-file.js'

interface OpenLedgerOptions {
  /** Told before each step that changes the disk. @default nothing is told */
  onStep?: (step: string) => void
}

/** Everything in the ledger that can be read, and an error for each record that cannot. */
interface LedgerContent {
  records: ShareRecord[]
  damaged: SessionpressError[]
}

/** What was shared and where, kept outside the store of any agent: one file a share. */
export interface Ledger {
  folder: string
  /** What else is kept beside the shares. */
  shelf: Shelf
  read(shareID: string): Promise<ShareRecord | undefined>
  /** Put a record in place of the one with its id. Hold the session's lock. */
  write(record: ShareRecord): Promise<void>
  /** Forget a share that never was. Hold the session's lock. */
  drop(shareID: string): Promise<void>
  /** All records, oldest first. A damaged one does not hide the others. */
  list(): Promise<LedgerContent>
  /** Ids of all records, damaged ones too. */
  ids(): Promise<string[]>
  /**
   * Keep other processes away from this session's shares.
   *
   * @returns What lets go of the lock. Call it in a `finally`.
   */
  lock(sessionID: string, options?: LockOptions): Promise<() => Promise<void>>
  /** Whether another process is at this session's shares just now. */
  isLocked(sessionID: string): Promise<boolean>
}

/** Open the ledger in a folder. Nothing is made on the disk before something is written. */
export function openLedger(place: string, options: OpenLedgerOptions = {}): Ledger {
  const folder = path.resolve(place)
  const shares = path.join(folder, 'shares')
  const locks = path.join(folder, 'locks')
  const step = options.onStep ?? (() => {})
  const fileOf = (shareID: string) => path.join(shares, `${shareID}.json`)

  return {
    folder,
    shelf: folderShelf(folder),
    read: (shareID) => readRecord(fileOf(shareID)),

    async write(record) {
      await makePrivate(shares)
      step(`record ${record.state}`)
      await replaceFile(fileOf(record.shareID), `${JSON.stringify(record, undefined, 2)}\n`)
    },

    async drop(shareID) {
      step('drop record')
      await dropFile(fileOf(shareID))
    },

    list: () => readAll(shares),

    async ids() {
      return (await namesIn(shares)).map((name) => path.basename(name, '.json'))
    },

    async lock(sessionID, lockOptions) {
      await makePrivate(locks)
      return acquireLock(locks, sessionID, lockOptions)
    },

    isLocked: (sessionID) => isLocked(locks, sessionID),
  }
}

async function makePrivate(folder: string): Promise<void> {
  try {
    await makeFolder(folder, 0o700)
  } catch (error) {
    throw unwritable(folder, error)
  }
}

async function readAll(shares: string): Promise<LedgerContent> {
  const records: ShareRecord[] = []
  const damaged: SessionpressError[] = []
  for (const name of await namesIn(shares)) {
    try {
      const record = await readRecord(path.join(shares, name))
      if (record) records.push(record)
    } catch (error) {
      if (!(error instanceof SessionpressError)) throw error
      damaged.push(error)
    }
  }
  return {records: records.sort(byAge), damaged}
}

async function namesIn(shares: string): Promise<string[]> {
  try {
    return (await readdir(shares)).filter((name) => /^s_[0-9a-z]+\.json$/.test(name)).sort()
  } catch (error) {
    if (isMissing(error)) return []
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${shares}\`.`, {
      hint: 'Check who may read that folder.',
      cause: error,
    })
  }
}

function byAge(one: ShareRecord, other: ShareRecord): number {
  if (one.createdAt !== other.createdAt) return one.createdAt < other.createdAt ? -1 : 1
  return one.shareID < other.shareID ? -1 : 1
}
