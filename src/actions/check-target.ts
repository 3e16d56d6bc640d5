import {type ErrorCode, SessionpressError} from '../errors.js'
import type {CheckResult, Target} from '../targets/types.js'

/** One thing that was found out about a target. Absent is `null`. */
export interface TargetCheck {
  level: CheckResult['level']
  /** What is so, as one sentence. */
  message: string
  /** What to do about it, as one imperative sentence. */
  hint: string | null
  /** The error that it is, where it is one; the exit status is its. */
  code: ErrorCode | null
}

/**
 * What a target says of itself. That it refuses us, is away, or gives no answer in time is a result
 * too, and no error.
 *
 * @param patience Milliseconds for all of it.
 */
export async function checkTarget(target: Target, patience: number): Promise<TargetCheck[]> {
  try {
    const results = await within(patience, target.check())
    return results.map(describeCheck)
  } catch (error) {
    return [failedCheck(error)]
  }
}

/** One result as a person or a script is told of it. */
export function describeCheck({level, message, hint}: CheckResult): TargetCheck {
  return {level, message, hint: hint ?? null, code: null}
}

/**
 * An expected failure as what a check found.
 *
 * @throws Anything else, which is a bug.
 */
export function failedCheck(error: unknown): TargetCheck {
  if (!(error instanceof SessionpressError)) throw error
  const {message, hint = null, code} = error
  return {level: 'bad', message, hint, code}
}

/**
 * Wait for an answer of a place, and not for ever. What was begun may go on unheard.
 *
 * @throws SessionpressError `TARGET_UNAVAILABLE` when it takes too long
 */
export async function within<Result>(patience: number, answer: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(patience)), patience)
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

function tooLate(patience: number): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `There was no answer within ${patience / 1000} s.`,
    {hint: 'Look whether the place can be reached, then run this again.'},
  )
}
