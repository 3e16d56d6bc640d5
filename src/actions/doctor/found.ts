import {SessionpressError} from '../../errors.js'

/** What a problem is about. */
export type ProblemKind =
  /** A configuration file, or a target that one describes. */
  | 'configuration'
  /** The folder of the ledger. */
  | 'state-folder'
  /** Something in it that others on this machine can read. */
  | 'rights'
  /** The key that names values. */
  | 'key'
  /** A record that cannot be read. */
  | 'record'
  /** The audit log. */
  | 'audit'
  /** A publication that was cut short. */
  | 'publication'
  /** Files of earlier versions beside a share. */
  | 'leftovers'
  /** A share that a new link took the place of, and that is not gone. */
  | 'replaced'
  /** A removal that did not come to its end. */
  | 'removal'
  /** The lock of a process that died. */
  | 'lock'
  /** A file in the ledger's folder that was never moved to its place. */
  | 'partial'
  /** A target that does not work. */
  | 'target'
  /** A share at a target that the ledger does not know, or knows as removed. */
  | 'orphan'

/** One thing that is not as it should be. Absent is `null`. */
export interface Problem {
  kind: ProblemKind
  /** What is so, or, where it is fixed, what was so and what is now. */
  message: string
  /** What to do about it, as one imperative sentence; `null` where it is fixed. */
  hint: string | null
  /** Name of the target as configured, or the folder. */
  target: string | null
  shareID: string | null
  /** Whether it is mended now. */
  fixed: boolean
}

/** A problem before anything is done about it. */
export interface Found {
  kind: ProblemKind
  message: string
  hint?: string | undefined
  target?: string
  shareID?: string
  /**
   * Mend it.
   *
   * @returns What is so now, as a sentence.
   */
  mend?(): Promise<string>
}

/** Tell a problem, mended where that is wanted and can be. What cannot be mended keeps none of the others from it. */
export async function tellFound(found: Found, isFixing: boolean): Promise<Problem> {
  const {kind, message, target = null, shareID = null, mend} = found
  const about = {kind, target, shareID}
  const hint = found.hint ?? (mend ? 'Run `sessionpress doctor --fix`.' : null)
  if (!isFixing || !mend) return {...about, message, hint, fixed: false}
  try {
    return {...about, message: `${message} ${await mend()}`, hint: null, fixed: true}
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    const why = {message: `${message} ${error.message}`, hint: error.hint ?? hint}
    return {...about, ...why, fixed: false}
  }
}

/**
 * An expected failure as a problem.
 *
 * @throws Anything else, which is a bug.
 */
export function foundFrom(error: unknown, about: Omit<Found, 'message' | 'hint'>): Found {
  if (!(error instanceof SessionpressError)) throw error
  return {...about, message: error.message, hint: error.hint}
}

/** The files are gone, and an address still serves them or cannot be asked: `unshare` knows options for that. */
export function hintedAt(error: unknown, call: string): unknown {
  if (!(error instanceof SessionpressError) || error.code !== 'REMOVE_UNVERIFIED') return error
  const hint = `Run \`sessionpress unshare ${call} --wait\`; where nobody can ask that address, with \`--no-verify\`.`
  return new SessionpressError(error.code, error.message, {hint, cause: error})
}
