/**
 * Every failure we expect, with the exit status the command line gives it.
 *
 * Codes are permanent: people search for them and scripts match on them.
 * Retire a code by no longer throwing it, never by reusing it.
 */
export const errorCodes = {
  USAGE_INVALID: 2,
  SESSION_NOT_FOUND: 1,
  SESSION_AMBIGUOUS: 1,
  SESSION_UNREADABLE: 1,
  SESSION_NOT_JSON: 1,
  SESSION_TRUNCATED: 1,
  SESSION_FORMAT_UNKNOWN: 1,
  SESSION_EMPTY: 1,
  SOURCE_NOT_FOUND: 1,
  SOURCE_LOCKED: 1,
  SOURCE_CORRUPT: 1,
  SOURCE_TOO_NEW: 1,
  SOURCE_UNREACHABLE: 5,
  SOURCE_UNAUTHORIZED: 1,
  CONFIG_INVALID: 1,
  CONFIG_UNWRITABLE: 1,
  STYLE_INVALID: 1,
  SHARE_DISABLED: 3,
  POLICY_REFUSED: 3,
  REVIEW_NEEDED: 3,
  GATE_REFUSED: 3,
  GATE_FAILED: 3,
  PASSPHRASE_NEEDED: 3,
  IMPORT_ENCRYPTED: 1,
  SHARE_NOT_FOUND: 1,
  SHARE_AMBIGUOUS: 1,
  TARGET_UNCONFIGURED: 1,
  TARGET_UNKNOWN: 2,
  TARGET_PATH_UNSAFE: 1,
  TARGET_PATH_TAKEN: 1,
  TARGET_DENIED: 4,
  TARGET_UNAVAILABLE: 5,
  TARGET_FULL: 5,
  PUBLISH_PARTIAL: 6,
  REMOVE_PARTIAL: 6,
  PUBLISH_UNVERIFIED: 7,
  REMOVE_UNVERIFIED: 7,
  LEDGER_LOCKED: 8,
  LEDGER_UNREADABLE: 1,
  LEDGER_UNWRITABLE: 1,
  LEDGER_PUBLIC: 3,
  LEDGER_DENIED: 4,
  LEDGER_UNAVAILABLE: 5,
  EXPORT_PATH_TAKEN: 1,
  PREVIEW_PORT_TAKEN: 1,
  SERVE_PORT_TAKEN: 1,
  REQUEST_INVALID: 1,
  SECRET_WRONG: 1,
  TEMPORARY_UNWRITABLE: 1,
  FOLDER_MISSING: 1,
  SYSTEM_EXHAUSTED: 1,
} as const

export type ErrorCode = keyof typeof errorCodes

export interface SessionpressErrorOptions {
  /** What the reader can do next, as one imperative sentence. */
  hint?: string
  /** The lower-level error that this one explains. */
  cause?: unknown
}

/**
 * A failure that we foresaw and can explain.
 *
 * Anything else that is thrown is a bug, and the command line reports it as one.
 */
export class SessionpressError extends Error {
  override readonly name = 'SessionpressError'
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, options: SessionpressErrorOptions = {}) {
    super(message, 'cause' in options ? {cause: options.cause} : undefined)
    this.code = code
    this.hint = options.hint
  }
}

/**
 * What nobody foresaw, for a log: its kind and where it came up. Its message may quote a session,
 * over many lines, so that no word of it is told.
 */
export function describeBug(error: unknown): string {
  const {name, message, stack = ''} = error instanceof Error ? error : new Error()
  const begin = stack.indexOf(message)
  const places = (begin < 0 ? '' : stack.slice(begin + message.length))
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
  return [name, ...places.slice(0, 8).map((place) => place.trim())].join(' ')
}
