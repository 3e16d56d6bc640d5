import {SessionpressError} from '../errors.js'
import type {ShareRecord} from '../ledger/record.js'
import {shareIDPattern} from '../ledger/share-id.js'
import {nearest} from '../text/nearest.js'

/**
 * The records that a person means by a share id, a session id, a unique prefix
 * of either (`ses_` may be left out), or a URL or path that holds a share id. Oldest first; none when
 * nothing matches.
 *
 * @throws SessionpressError `SHARE_AMBIGUOUS` when a prefix fits more than one
 */
export function findShares(given: string, records: ShareRecord[]): ShareRecord[] {
  const whole = readShareID(given)
  if (whole !== undefined) return records.filter(({shareID}) => shareID === whole)

  const exact = records.filter(({sessionID}) => sessionID === given)
  if (exact.length > 0 || given === '') return exact
  const ids = new Set(records.flatMap(({shareID, sessionID}) => [shareID, sessionID]))
  const fitting = [...ids].filter((id) => id.startsWith(given) || id.startsWith(`ses_${given}`))
  if (fitting.length > 1) throw ambiguous(given, fitting)
  const [id] = fitting
  return records.filter(({shareID, sessionID}) => shareID === id || sessionID === id)
}

/** The share id in a URL, a path, or by itself. */
export function readShareID(given: string): string | undefined {
  return given.match(shareIDPattern)?.[0]
}

/** The error for a share that nobody knows. */
export function shareNotFound(
  given: string,
  records: ShareRecord[],
  cause?: unknown,
): SessionpressError {
  const ids = records.flatMap(({shareID, sessionID}) => [shareID, sessionID])
  const meant = nearest(given, ids)
  return new SessionpressError('SHARE_NOT_FOUND', `The ledger knows no share of \`${given}\`.`, {
    hint: meant
      ? `Write \`${meant}\` if you mean that one.`
      : 'Run `sessionpress list --all`, or give the id of the share and, with `--to`, the place where it lies.',
    cause,
  })
}

function ambiguous(given: string, ids: string[]): SessionpressError {
  const some = ids.slice(0, 5).map((id) => `\`${id}\``)
  return new SessionpressError(
    'SHARE_AMBIGUOUS',
    `\`${given}\` may mean ${ids.length} of them: ${some.join(', ')}${ids.length > 5 ? ', …' : ''}.`,
    {hint: 'Write more of the id.'},
  )
}
