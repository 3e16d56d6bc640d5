/** The name that a server or the SDK gives a failure, such as `NoSuchKey`. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : ''
}

/** Whether we may not do this, or are not who we say. */
export function isDenied(error: unknown): boolean {
  const status = statusOf(error)
  if (status === 401 || status === 403) return true
  return nameOf(error) === 'AccessDenied' || isExpired(error) || isUnknown(error)
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

/** Whether credentials were good once. */
export function isExpired(error: unknown): boolean {
  return /^ExpiredToken/.test(nameOf(error))
}

/** Whether a server does not know the credentials. */
export function isUnknown(error: unknown): boolean {
  return unknownNames.has(nameOf(error))
}

const unknownNames = new Set([
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidToken',
  'SignatureDoesNotMatch',
])

/** Status of the answer, where there was one. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  // The SDK puts this on every error of an answer; nothing is believed of its shape.
  const {$metadata} = error as {$metadata?: {httpStatusCode?: unknown}}
  const status = $metadata?.httpStatusCode
  return typeof status === 'number' ? status : undefined
}

export function headersOf(error: Error): Partial<Record<string, string>> {
  const {$response} = error as {$response?: {headers?: Partial<Record<string, string>>}}
  return $response?.headers ?? {}
}
