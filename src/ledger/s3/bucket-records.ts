import {SessionpressError} from '../../errors.js'
import {inParallel} from '../../system/in-parallel.js'
import type {LedgerContent} from '../ledger.js'
import type {ShareRecord} from '../record.js'
import {parseRecord} from '../record-file.js'
import {byAge} from '../record-folder.js'
import type {StateBucket} from './state-bucket.js'

/** Records of shares in a bucket, each replaced only as it was last seen here. */
export interface BucketRecords {
  read(shareID: string): Promise<ShareRecord | undefined>
  readAll(shareIDs: readonly string[]): Promise<LedgerContent>
  /** All of them. Only what is new or changed since the last time is read. */
  list(): Promise<LedgerContent>
  /** @throws SessionpressError `LEDGER_LOCKED` where somebody else wrote it since */
  write(record: ShareRecord): Promise<void>
  drop(shareID: string): Promise<void>
  ids(): Promise<string[]>
}

export function bucketRecords(bucket: StateBucket): BucketRecords {
  const seen = new Map<string, Seen>()

  return {
    read,

    readAll: (shareIDs) => collect(shareIDs, read),

    async list() {
      const listed = new Map((await listIDs()).map(({shareID, etag}) => [shareID, etag]))
      return collect([...listed.keys()], async (shareID) => {
        const {etag, record} = seen.get(shareID) ?? {}
        return record && etag === listed.get(shareID) ? record : read(shareID)
      })
    },

    async write(record) {
      const {shareID} = record
      const bytes = Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`)
      const before = seen.get(shareID)
      const etag = await bucket.putIf(nameOf(shareID), bytes, before?.etag)
      if (etag === undefined) throw overtaken(record)
      note(record, etag)
    },

    async drop(shareID) {
      await bucket.remove([nameOf(shareID)])
      seen.set(shareID, {etag: undefined, writes: writesOf(shareID) + 1})
    },

    ids: async () => (await listIDs()).map(({shareID}) => shareID),
  }

  async function read(shareID: string): Promise<ShareRecord | undefined> {
    const writes = writesOf(shareID)
    const name = nameOf(shareID)
    const found = await bucket.get(name)
    // What was written here while that was on its way is newer.
    const isNewest = writesOf(shareID) === writes
    if (isNewest) seen.set(shareID, {etag: found?.etag, writes})
    if (!found) return undefined
    const record = parseRecord(`${bucket.location}${name}`, found.bytes.toString('utf8'))
    if (isNewest) seen.set(shareID, {etag: found.etag, writes, record})
    return record
  }

  function note(record: ShareRecord, etag: string): void {
    const {shareID} = record
    seen.set(shareID, {etag, writes: writesOf(shareID) + 1, record})
  }

  function writesOf(shareID: string): number {
    return seen.get(shareID)?.writes ?? 0
  }

  async function listIDs(): Promise<{shareID: string; etag: string}[]> {
    const listed = (await bucket.list('shares/')).filter(({name}) => isRecord.test(name))
    return listed.map(({name, etag}) => ({
      shareID: name.slice('shares/'.length, -'.json'.length),
      etag,
    }))
  }
}

/** What was last seen of a record. */
interface Seen {
  /** `undefined` where there was none. */
  etag: string | undefined
  /** How often it was written here. */
  writes: number
  /** Absent where it could not be read. */
  record?: ShareRecord
}

/** Records oldest first. A damaged one does not hide the others. */
async function collect(
  shareIDs: readonly string[],
  read: (shareID: string) => Promise<ShareRecord | undefined>,
): Promise<LedgerContent> {
  const records: ShareRecord[] = []
  const damaged: SessionpressError[] = []
  await inParallel(shareIDs, 32, async (shareID) => {
    try {
      const record = await read(shareID)
      if (record) records.push(record)
    } catch (error) {
      const isDamaged = error instanceof SessionpressError && error.code === 'LEDGER_UNREADABLE'
      if (!isDamaged) throw error
      damaged.push(error)
    }
  })
  return {records: records.sort(byAge), damaged}
}

const isRecord = /^shares\/s_[0-9a-z]+\.json$/

function nameOf(shareID: string): string {
  return `shares/${shareID}.json`
}

function overtaken({shareID, sessionID}: ShareRecord): SessionpressError {
  return new SessionpressError(
    'LEDGER_LOCKED',
    `Another sessionpress changed \`${shareID}\` of \`${sessionID}\` meanwhile.`,
    {hint: 'Run this again.'},
  )
}
