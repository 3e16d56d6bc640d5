import {SessionpressError} from '../../errors.js'
import {reasonOf} from '../ask-address.js'
import type {Dav, DavRequest} from './client.js'

/** The error for a server that did not answer. */
export function connectionFailed({root}: Dav, failure: unknown): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${root}\` does not answer (${reasonOf(failure)}).`,
    {hint: 'Check that the server runs and can be reached, then run this again.', cause: failure},
  )
}

/** The error for an answer that a request cannot go on with. */
export function refusal(dav: Dav, request: DavRequest, status: number): SessionpressError {
  const {root} = dav
  const asked = `${request.method} \`${request.path || '/'}\``
  const says = `\`${root}\` answers ${status} to ${asked}`
  if (status === 401 || status === 403) {
    return new SessionpressError('TARGET_DENIED', `${says}: it refuses us.`, {
      hint: credentialsHint(dav),
    })
  }
  const [code, why, hint] = explanation(status)
  return new SessionpressError(code, `${says}${why}.`, {hint})
}

function credentialsHint({root, authorization, isOther}: Dav): string {
  const {host} = new URL(root)
  if (isOther) {
    return `Set \`SESSIONPRESS_WEBDAV_HOST=${host}\` if the credentials in the environment are meant for it.`
  }
  return authorization
    ? 'Check `SESSIONPRESS_WEBDAV_USER`, `SESSIONPRESS_WEBDAV_PASSWORD`, and who may write there.'
    : `Set \`SESSIONPRESS_WEBDAV_USER\`, \`SESSIONPRESS_WEBDAV_PASSWORD\` and \`SESSIONPRESS_WEBDAV_HOST=${host}\`.`
}

/** The error for a root that is not there. */
export function noCollection({root}: Dav): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `The collection \`${root}\` is not there.`, {
    hint: 'Make it on the server, or correct `endpoint`.',
  })
}

/** The error for a listing that cannot be relied on. */
export function unreadableListing({root}: Dav, why: string, cause?: unknown): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${root}\` gave a listing that cannot be read: ${why}.`,
    {hint: 'Check that `endpoint` is the address of a WebDAV collection.', cause},
  )
}

/** The error for something of ours that somebody else took away. */
export function wentAway({root}: Dav, path: string): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `\`${path}\` went away from \`${root}\` while it was worked on.`,
    {hint: 'Run this again.'},
  )
}

function explanation(status: number): ['TARGET_FULL' | 'TARGET_UNAVAILABLE', string, string] {
  const again = 'Run this again later.'
  if (status === 507) return ['TARGET_FULL', ': there is no room left', 'Free some space there.']
  if (status === 413) {
    return ['TARGET_FULL', ': the file is too big for it', 'Raise the limit of the server.']
  }
  if (status === 423) {
    return [
      'TARGET_UNAVAILABLE',
      ': somebody holds a lock on it',
      'Wait until the lock is given up.',
    ]
  }
  if (status === 429 || status >= 500) return ['TARGET_UNAVAILABLE', '', again]
  if (status >= 300 && status < 400) {
    const hint = 'Set `endpoint` to the address that it leads to.'
    return ['TARGET_UNAVAILABLE', ', which leads elsewhere', hint]
  }
  const hint = 'Check that `endpoint` is the address of a WebDAV collection.'
  return ['TARGET_UNAVAILABLE', '', hint]
}
