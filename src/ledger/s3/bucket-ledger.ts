import {formatDecisions, nameOfSession, noDecisions, parseDecisions} from '../decisions.js'
import type {Ledger} from '../ledger.js'
import {checkKey, createKey} from '../person-key.js'
import type {ShareRecord} from '../record.js'
import {readStateAddress} from './address.js'
import {bucketAudit} from './bucket-audit.js'
import {bucketRecords} from './bucket-records.js'
import {bucketShelf} from './bucket-shelf.js'
import {createLocks} from './session-locks.js'
import {openStateBucket, type StateBucket, type StateBucketOptions} from './state-bucket.js'

export interface BucketLedgerOptions extends StateBucketOptions {
  /** Milliseconds after which a lock that is not renewed is over. @default 30000 */
  lease?: number
}

/**
 * Open the ledger in a part of a bucket, for many instances at once. Nothing is asked before
 * something is needed.
 *
 * @param place `s3://bucket/prefix?endpoint=…&region=…&pathStyle=true`
 * @throws SessionpressError `USAGE_INVALID`; at each call what `openStateBucket` says
 */
export function openBucketLedger(
  place: string,
  {lease = 30_000, ...options}: BucketLedgerOptions,
): Ledger {
  const bucket = openStateBucket(readStateAddress(place), options)
  const records = bucketRecords(bucket)
  const locks = createLocks(bucket, lease)

  return {
    folder: undefined,
    expectUsable: () => bucket.expectUsable(),
    shelf: bucketShelf(bucket),
    read: (shareID) => records.read(shareID),

    async write(record: ShareRecord) {
      // What no session names could get a second id: the session comes first.
      await locks.enter(record.sessionID, record.shareID)
      await records.write(record)
    },

    async drop(shareID) {
      const record = await records.read(shareID)
      if (!record) return
      await locks.confirm(record.sessionID)
      await records.drop(shareID)
      await locks.leave(record.sessionID, shareID)
    },

    list: () => records.list(),
    ofSession: async (sessionID) => records.readAll(await locks.sharesOf(sessionID)),
    ids: () => records.ids(),
    lock: (sessionID, lockOptions) => locks.take(sessionID, lockOptions),
    isLocked: (sessionID) => locks.isTaken(sessionID),
    key: ({isMade = false} = {}) => openKey(bucket, isMade),
    decisions: decisionsIn(bucket),
    audit: bucketAudit(bucket),
  }
}

/** Of two that make a key at once, both go on with the one that came first. */
async function openKey(bucket: StateBucket, isMade: boolean): Promise<Buffer | undefined> {
  const found = await bucket.get('key')
  if (found) return checkKey(`${bucket.location}key`, found.bytes)
  if (!isMade) return undefined
  const key = createKey()
  const isFirst = (await bucket.putIf('key', key, undefined)) !== undefined
  return isFirst ? key : openKey(bucket, isMade)
}

function decisionsIn(bucket: StateBucket): Ledger['decisions'] {
  const nameOf = (sessionID: string) => `reviews/${nameOfSession(sessionID)}.json`
  return {
    async read(sessionID) {
      const name = nameOf(sessionID)
      const found = await bucket.get(name)
      if (!found) return noDecisions(sessionID)
      return parseDecisions(`${bucket.location}${name}`, found.bytes.toString('utf8'))
    },

    async write(decisions) {
      await bucket.put(nameOf(decisions.sessionID), Buffer.from(formatDecisions(decisions)))
    },
  }
}
