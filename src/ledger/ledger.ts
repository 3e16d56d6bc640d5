import path from 'node:path'
import type {SessionpressError} from '../errors.js'
import type {Shelf} from '../system/shelf.js'
import {makeFolder} from '../system/sync-folder.js'
import {type AuditEvent, appendAudit, auditFileOf} from './audit.js'
import {checkWritable} from './check-writable.js'
import {type Decisions, readDecisions, writeDecisions} from './decisions.js'
import {folderShelf} from './folder-shelf.js'
import {acquireLock, isLocked, type LockOptions} from './lock.js'
import {openPersonKey, readPersonKey} from './person-key.js'
import type {ShareRecord} from './record.js'
import {dropFile, readRecord, replaceFile, unwritable} from './record-file.js'
import {readRecords, recordIDs} from './record-folder.js'
import {type BrokenLine, verifyAudit} from './verify-audit.js'

interface OpenLedgerOptions {
  /** Told before each step that changes the disk. @default nothing is told */
  onStep?: (step: string) => void
}

/** Everything in the ledger that can be read, and an error for each record that cannot. */
export interface LedgerContent {
  records: ShareRecord[]
  damaged: SessionpressError[]
}

/** What was shared and where, kept outside the store of any agent. */
export interface Ledger {
  /** Folder whose files it is, for who looks at them as files; `undefined` where there are none. */
  folder: string | undefined
  /** See that it can be read and written, and that only those can who may. */
  expectUsable(): Promise<void>
  /** What else is kept beside the shares. */
  shelf: Shelf
  read(shareID: string): Promise<ShareRecord | undefined>
  /** Put a record in place of the one with its id. Hold the session's lock. */
  write(record: ShareRecord): Promise<void>
  /** Forget a share that never was. Hold the session's lock. */
  drop(shareID: string): Promise<void>
  /** All records, oldest first. A damaged one does not hide the others. */
  list(): Promise<LedgerContent>
  /** The records of one session, oldest first, and what is damaged and may be one of them. */
  ofSession(sessionID: string): Promise<LedgerContent>
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
  /** The person's own key, which names values; with `isMade` one is made where there is none. */
  key(options?: {isMade?: boolean}): Promise<Buffer | undefined>
  /** What was decided in reviews, a session each. */
  decisions: {
    read(sessionID: string): Promise<Decisions>
    write(decisions: Decisions): Promise<void>
  }
  /** What happened to shares, each event chained to the one before it. */
  audit: {
    /** Where it is, in words that can be shown to a person. */
    location: string
    /** Write events behind everything before; without any it is only seen whether that could be done. */
    append(events: readonly AuditEvent[]): Promise<void>
    /** The first event that does not follow from those before it; `undefined` where all is well. */
    verify(): Promise<BrokenLine | undefined>
  }
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
    expectUsable: () => checkWritable(folder),
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

    list: () => readRecords(shares),

    async ofSession(sessionID) {
      const {records, damaged} = await readRecords(shares)
      return {records: records.filter((record) => record.sessionID === sessionID), damaged}
    },

    ids: () => recordIDs(shares),

    async lock(sessionID, lockOptions) {
      await makePrivate(locks)
      return acquireLock(locks, sessionID, lockOptions)
    },

    isLocked: (sessionID) => isLocked(locks, sessionID),
    ...besideShares(folder),
  }
}

/** What a folder keeps beside the records of shares. */
function besideShares(folder: string): Pick<Ledger, 'key' | 'decisions' | 'audit'> {
  return {
    key: ({isMade = false} = {}) => (isMade ? openPersonKey(folder) : readPersonKey(folder)),
    decisions: {
      read: (sessionID) => readDecisions(folder, sessionID),
      write: (decisions) => writeDecisions(folder, decisions),
    },
    audit: {
      location: auditFileOf(folder),
      append: (events) => appendAudit(folder, events),
      verify: () => verifyAudit(folder),
    },
  }
}

async function makePrivate(folder: string): Promise<void> {
  try {
    await makeFolder(folder, 0o700)
  } catch (error) {
    throw unwritable(folder, error)
  }
}
