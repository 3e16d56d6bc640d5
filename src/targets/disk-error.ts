import {type ErrorCode, SessionpressError} from '../errors.js'
import {systemCode} from '../system/error-code.js'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const denied = new Set(['EACCES', 'EPERM', 'EROFS'])

/** Put what the system says of a disk into our terms. Bugs and explained errors stay as they are. */
export function explainDiskError(error: unknown, doing: string): unknown {
  const code = systemCode(error)
  if (code === undefined || !(error instanceof Error)) return error
  const [known, why, hint] = explanation(code)
  return new SessionpressError(known, `Could not ${doing}: ${why} (${error.message}).`, {
    hint,
    cause: error,
  })
}

function explanation(code: string): [ErrorCode, string, string] {
  if (full.has(code)) {
    return ['TARGET_FULL', 'there is no room left', 'Free some space there, then run this again.']
  }
  if (denied.has(code)) {
    return ['TARGET_DENIED', 'the system refuses it', 'Check who may write to that folder.']
  }
  if (code === 'EEXIST' || code === 'ENOTDIR') {
    return ['TARGET_UNAVAILABLE', 'it is no folder', 'Name a folder.']
  }
  const hint = 'Check that the folder can be reached and written to, then run this again.'
  return ['TARGET_UNAVAILABLE', 'the disk failed', hint]
}
