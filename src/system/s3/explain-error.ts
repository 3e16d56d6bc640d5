import {type ErrorCode, SessionpressError} from '../../errors.js'
import {systemCode} from '../error-code.js'
import {withoutCredentials} from './connect.js'
import {headersOf, isDenied, isExpired, isUnknown, statusOf} from './failure.js'

/** Put what a server or the SDK says into our terms. Bugs and explained errors stay as they are. */
export function explainS3Error(error: unknown, doing: string): unknown {
  if (error instanceof SessionpressError || !(error instanceof Error)) return error
  if (/^(?:Credentials|Token)ProviderError$/.test(error.name))
    return withoutCredentials(withoutRequest(error))
  if (!isFromSdk(error)) return error
  const {code, why, hint} = explanation(error)
  const said = quote(error)
  return new SessionpressError(code, `Could not ${doing}: ${why}${said && ` (${said})`}.`, {
    hint,
    cause: withoutRequest(error),
  })
}

/** The SDK's errors hold the whole request, with what signs it. */
function withoutRequest({name, message, stack}: Error): Error {
  return Object.assign(new Error(message), {name, stack})
}

interface Explanation {
  code: ErrorCode
  why: string
  hint: string
}

function explanation(error: Error): Explanation {
  const {name} = error
  if (name === 'RequestTimeTooSkewed') return explainClock(error)
  const known = explanations[name]
  if (known) return known
  if (isDenied(error)) return explainDenial(error)
  if (error.message === 'Region is missing') {
    const hint = 'Name the `region` of the bucket, or set `AWS_REGION`.'
    return {code: 'CONFIG_INVALID', why: 'nobody says in which region the bucket lies', hint}
  }
  if (statusOf(error) === 507) return full
  if (statusOf(error) === undefined) {
    const hint = 'Check the network and `endpoint`, then run this again.'
    return {code: 'TARGET_UNAVAILABLE', why: 'the server cannot be reached', hint}
  }
  const hint = 'Run this again.'
  return {code: 'TARGET_UNAVAILABLE', why: `the server answers ${statusOf(error)}`, hint}
}

const full: Explanation = {
  code: 'TARGET_FULL',
  why: 'there is no room left',
  hint: 'Free some space there or raise its quota, then run this again.',
}

const wrongRegion: Explanation = {
  code: 'TARGET_UNAVAILABLE',
  why: 'the bucket lies in another region',
  hint: 'Name the `region` of the bucket.',
}

const explanations: Readonly<Record<string, Explanation>> = {
  QuotaExceeded: full,
  InsufficientStorage: full,
  InsufficientCapacity: full,
  XMinioStorageFull: full,
  PermanentRedirect: wrongRegion,
  AuthorizationHeaderMalformed: wrongRegion,
  NoSuchDistribution: {
    code: 'TARGET_UNAVAILABLE',
    why: 'there is no such distribution',
    hint: 'Correct `cloudfront` in the configuration.',
  },
  NoSuchBucket: {
    code: 'TARGET_UNAVAILABLE',
    why: 'there is no such bucket',
    hint: 'Create the bucket, or correct `bucket` and `endpoint`.',
  },
}

function explainDenial(error: Error): Explanation {
  const code = 'TARGET_DENIED'
  if (isExpired(error)) {
    return {code, why: 'the credentials have expired', hint: 'Log in again, then run this again.'}
  }
  if (isUnknown(error)) {
    const hint = 'Check `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, or the profile.'
    return {code, why: 'the server does not know these credentials', hint}
  }
  const hint =
    'Allow them to list the bucket and its versions, and to get, put and delete objects and versions below `prefix`.'
  return {code, why: 'the server does not allow this to these credentials', hint}
}

/** The SDK follows the server's clock by itself; where that did not help, a person has to. */
function explainClock(error: Error): Explanation {
  const date = Date.parse(headersOf(error).date ?? '')
  const minutes = Math.round(Math.abs(Date.now() - date) / 60_000)
  const by = Number.isNaN(minutes) ? '' : ` by about ${minutes} min`
  const why = `the clock of this machine differs${by} from the server's`
  return {code: 'TARGET_DENIED', why, hint: 'Set the clock, then run this again.'}
}

/** What of the failure is told: its name and status; for one of the network, what the system says. */
function quote(error: Error): string {
  const status = statusOf(error)
  const text = status === undefined ? error.message : error.name
  if (text === 'Unknown' || text === 'Region is missing') return status ? `status ${status}` : ''
  return text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 200)
}

function isFromSdk(error: Error): boolean {
  if ('$metadata' in error || '$fault' in error || '$response' in error) return true
  return (
    systemCode(error) !== undefined ||
    error.name === 'TimeoutError' ||
    error.message === 'Region is missing'
  )
}
