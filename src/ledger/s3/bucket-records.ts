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
  /** @throws SessionpressError `LEDGER_LOCKED` where somebody else wrote it since */
  write(record: ShareRecord): Promise<void>
  drop(shareID: string): Promise<void>
  ids(): Promise<string[]>
}

export function bucketRecords(bucket: StateBucket): BucketRecords {
  /** What each record was when it was last seen, and how often it was written here. */
  const seen = new Map<string, {etag: string | undefined; writes: number}>()

  return {
    read,

    async readAll(shareIDs) {
      const records: ShareRecord[] = []
      const damaged: SessionpressError[] = []
      await inParallel(shareIDs, 32, async (shareID) => {
        try {
          const record = await read(shareID)
          if (record) records.push(record)
        } catch (error) {
          if (!(error instanceof SessionpressError) || error.code !== 'LEDGER_UNREADABLE')
            throw error
          damaged.push(error)
        }
      })
      return {records: records.sort(byAge), damaged}
    },

    async write(record) {
      const {shareID} = record
      const bytes = Buffer.from(`${JSON.stringify(record, undefined, 2)}\n`)
      const before = seen.get(shareID)
      const etag = await bucket.putIf(nameOf(shareID), bytes, before?.etag)
      if (etag === undefined) throw overtaken(record)
      note(shareID, etag)
    },

    async drop(shareID) {
      await bucket.remove([nameOf(shareID)])
      note(shareID, undefined)
    },

    async ids() {
      const names = (await bucket.list('shares/')).filter((name) => isRecord.test(name))
      return names.map((name) => name.slice('shares/'.length, -'.json'.length))
    },
  }

  async function read(shareID: string): Promise<ShareRecord | undefined> {
    const writes = seen.get(shareID)?.writes ?? 0
    const name = nameOf(shareID)
    const found = await bucket.get(name)
    // What was written here while that was on its way is newer.
    if ((seen.get(shareID)?.writes ?? 0) === writes) seen.set(shareID, {etag: found?.etag, writes})
    return found && parseRecord(`${bucket.location}${name}`, found.bytes.toString('utf8'))
  }

  function note(shareID: string, etag: string | undefined): void {
    seen.set(shareID, {etag, writes: (seen.get(shareID)?.writes ?? 0) + 1})
  }
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
