import {SessionpressError} from '../errors.js'
import type {ShareRecord} from '../ledger/record.js'
import {programsOf, quoteWords} from '../targets/program-words.js'
import type {CheckResult} from '../targets/types.js'
import {openLedgerOf} from './open-ledger-of.js'
import type {Surroundings} from './types.js'

type Described = Pick<ShareRecord['target'], 'options'>

/** Programs that a target runs on this machine, with all their arguments, for a person who decides. */
export function runsOf(target: Described | undefined): string[] {
  return programsOf(target?.options).map(quoteWords)
}

/** Whether two targets run the same programs, or none. */
export function runTheSame(one: Described, other: Described | undefined): boolean {
  return runsOf(one).join('\n') === runsOf(other).join('\n')
}

/**
 * Whether a target runs nothing on this machine, or only what somebody agreed to when something was
 * shared by it. Whoever writes a project's file may name any program, so that looking at a project
 * that was just cloned must run none.
 */
export function isAgreed(target: Described, records: readonly ShareRecord[]): boolean {
  return runsOf(target).length === 0 || records.some((record) => runTheSame(target, record.target))
}

/** The person's own ledger, which tells of agreements. Where none can be read, there are none. */
export async function readAgreements(surroundings: Surroundings): Promise<ShareRecord[]> {
  try {
    return (await openLedgerOf({}, surroundings).list()).records
  } catch (error) {
    if (error instanceof SessionpressError) return []
    throw error
  }
}

/** What is told of a target in place of what it says of itself. */
export function notAgreed({name, options}: Described & {name: string}): CheckResult {
  // Further words may be anything, a token too.
  const programs = new Set(programsOf(options).map(([program]) => program))
  return {
    level: 'warning',
    message: `It was not asked, because nobody has agreed yet to run \`${[...programs].join('`, `')}\` here.`,
    hint: `Run \`sessionpress targets ${name}\` to run it and see whether it works.`,
  }
}
