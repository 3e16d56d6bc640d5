import {type ErrorCode, SessionpressError} from '../../errors.js'
import {systemCode} from '../../system/error-code.js'
import {withoutCredentials} from './connect.js'

/** The name that a server or the SDK gives a failure, such as `NoSuchKey`. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

/** Whether we may not do this, or are not who we say. */
export function isDenied(error: unknown): boolean {
  const status = statusOf(error)
  return status === 401 || status === 403 || deniedNames.has(nameOf(error))
}

/** Whether a server refuses a request as it is, so that the same again is of no use. */
export function isRefused(error: unknown): boolean {
  const status = statusOf(error)
  return status !== undefined && status >= 400 && status < 500
}

/** Whether a server does not know such a request at all. */
export function isUnsupported(error: unknown): boolean {
  const status = statusOf(error)
  return status === 501 || status === 405 || nameOf(error) === 'NotImplemented'
}

/** Put what a server or the SDK says into our terms. Bugs and explained errors stay as they are. */
export function explainS3Error(error: unknown, doing: string): unknown {
  if (error instanceof SessionpressError || !(error instanceof Error)) return error
  if (error.name === 'CredentialsProviderError') return withoutCredentials(error)
  if (!isFromSdk(error)) return error
  const {code, why, hint} = explanation(error)
  const said = quote(error)
  return new SessionpressError(code, `Could not ${doing}: ${why}${said && ` (${said})`}.`, {
    hint,
    cause: error,
  })
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
  if (isDenied(error)) return deniedBy(name)
  if (error.message === 'Region is missing') {
    const hint = 'Name the `region` of the bucket in the configuration, or set `AWS_REGION`.'
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
  hint: 'Name the `region` of the bucket in the configuration.',
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
    hint: 'Create the bucket, or correct `bucket` and `endpoint` in the configuration.',
  },
}

const deniedNames = new Set([
  'AccessDenied',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'SignatureDoesNotMatch',
])

function deniedBy(name: string): Explanation {
  const code = 'TARGET_DENIED'
  if (/^Expired/.test(name)) {
    return {code, why: 'the credentials have expired', hint: 'Log in again, then run this again.'}
  }
  if (name !== 'AccessDenied' && deniedNames.has(name)) {
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

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  // The SDK puts this on every error of an answer; nothing is believed of its shape.
  const {$metadata} = error as {$metadata?: {httpStatusCode?: unknown}}
  const status = $metadata?.httpStatusCode
  return typeof status === 'number' ? status : undefined
}

function headersOf(error: Error): Partial<Record<string, string>> {
  const {$response} = error as {$response?: {headers?: Partial<Record<string, string>>}}
  return $response?.headers ?? {}
}
