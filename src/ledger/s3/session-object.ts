import {randomBytes} from 'node:crypto'
import * as v from 'valibot'
import {SessionpressError} from '../../errors.js'
import {nameOfSession} from '../decisions.js'
import type {StateBucket} from './state-bucket.js'

const holderSchema = v.object({
  /** Different for every lock taken. */
  token: v.string(),
  pid: v.number(),
  host: v.string(),
})

const schema = v.object({
  version: v.literal(1),
  /** Who works on the session, while the object is young enough. */
  holder: v.exactOptional(holderSchema),
  /** Ids of every share of the session, and maybe of some that never were. */
  shares: v.array(v.string()),
})

/** Who holds the lock of a session. */
export type LeaseHolder = v.InferOutput<typeof holderSchema>

/**
 * What a state knows of one session: its lock and the ids of its shares, in one object, so that an
 * id can only be added by who holds the lock at that very moment.
 */
export interface SessionObject {
  holder: LeaseHolder | undefined
  shares: readonly string[]
  etag: string | undefined
  /** Milliseconds since it was written, by the server's clock. */
  age: number
}

/** Read what is known of a session. */
export async function readSession(bucket: StateBucket, sessionID: string): Promise<SessionObject> {
  const name = nameOf(sessionID)
  const found = await bucket.get(name)
  if (!found) return {holder: undefined, shares: [], etag: undefined, age: 0}
  const {etag, age} = found
  try {
    const {holder, shares} = v.parse(schema, JSON.parse(found.bytes.toString('utf8')))
    return {holder, shares, etag, age}
  } catch (cause) {
    throw new SessionpressError(
      'LEDGER_UNREADABLE',
      `\`${bucket.location}${name}\` is not as a sessionpress of this version writes it.`,
      {hint: 'Update sessionpress, or repair what lies there.', cause},
    )
  }
}

/**
 * Write it where it still is what was read.
 *
 * @returns Its ETag; `undefined` where somebody else was quicker.
 */
export function writeSession(
  bucket: StateBucket,
  sessionID: string,
  {holder, shares, etag}: Pick<SessionObject, 'holder' | 'shares' | 'etag'>,
): Promise<string | undefined> {
  // Some servers make the ETag of the content: no two writes may have the same.
  const write = randomBytes(8).toString('hex')
  const text = JSON.stringify({version: 1, ...(holder && {holder}), shares, write})
  return bucket.putIf(nameOf(sessionID), Buffer.from(`${text}\n`), etag)
}

function nameOf(sessionID: string): string {
  return `sessions/${nameOfSession(sessionID)}.json`
}
