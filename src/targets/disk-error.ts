import {type ErrorCode, SessionpressError} from '../errors.js'

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])
const denied = new Set(['EACCES', 'EPERM', 'EROFS'])

/** The system's name of a failure, such as `ENOENT`; `undefined` where it has none. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  // Node's own errors (`ERR_…`) mean a mistake of ours, not a fault of the disk.
  const {code} = error
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}

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
