import {SessionpressError} from '../../errors.js'
import {type ActiveRecord, isServed} from '../../ledger/record.js'
import {isShareID} from '../../ledger/share-id.js'
import {isSameText, secretOf} from '../../server/secret.js'
import type {ServeContext} from './context.js'

/**
 * The record of a share that OpenCode's client keeps.
 *
 * @throws SessionpressError `SHARE_NOT_FOUND`, for one that is being removed too
 */
export async function findServed(
  {ledger}: Pick<ServeContext, 'ledger'>,
  shareID: string,
): Promise<ActiveRecord> {
  // What is no share id names no file.
  const record = isShareID(shareID) ? await ledger.read(shareID) : undefined
  if (record && isServed(record) && record.state !== 'removing') return record
  throw unknownShare()
}

/** The share of a session that its client keeps; the newest, where it was moved to another target. */
export async function findServedOf(
  {ledger}: Pick<ServeContext, 'ledger'>,
  sessionID: string,
): Promise<ActiveRecord> {
  const {records} = await ledger.ofSession(sessionID)
  const record = records.filter(isServed).findLast(({state}) => state !== 'removing')
  if (record) return record
  throw unknownShare()
}

/** @throws SessionpressError `SECRET_WRONG` */
export async function checkSecret(
  {ledger}: Pick<ServeContext, 'ledger'>,
  shareID: string,
  secret: string,
): Promise<void> {
  const key = await ledger.key()
  if (key && isSameText(secret, secretOf(key, shareID))) return
  throw new SessionpressError('SECRET_WRONG', 'That is not the secret of this share.', {
    hint: 'Share the session again in OpenCode.',
  })
}

/** The error for a share that is not there, or not any more. */
export function unknownShare(): SessionpressError {
  return new SessionpressError('SHARE_NOT_FOUND', 'There is no such share here.', {
    hint: 'Share the session again in OpenCode.',
  })
}

/** Whether an error says that there is no such share, and not that nobody can tell. */
export function isUnknownShare(error: unknown): boolean {
  return error instanceof SessionpressError && error.code === 'SHARE_NOT_FOUND'
}
