import {type ErrorCode, SessionpressError} from '../../errors.js'
import {explainS3Error} from '../../system/s3/explain-error.js'

/** Put what a server or the SDK says of a state into the ledger's terms. Bugs stay as they are. */
export function explainStateError(error: unknown, doing: string): unknown {
  const explained = explainS3Error(error, doing)
  if (!(explained instanceof SessionpressError)) return explained
  const {code, message, hint, cause} = explained
  const own = codes[code]
  if (own === undefined) return explained
  return new SessionpressError(own, message, {...(hint !== undefined && {hint}), cause})
}

/** A person has to look elsewhere for a state than for a target. */
const codes: Partial<Record<ErrorCode, ErrorCode>> = {
  TARGET_DENIED: 'LEDGER_DENIED',
  TARGET_UNAVAILABLE: 'LEDGER_UNAVAILABLE',
  TARGET_FULL: 'LEDGER_UNWRITABLE',
}
