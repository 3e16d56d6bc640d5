import {patchLength} from '../diff/patch-length.js'
import {type PieceJob, textOfJob} from './job.js'

/** Characters of one session that are coloured, since colouring is by far the slowest step. */
export interface ColourBudget {
  /** Of messages with code in them. */
  messages: number
  /** Of changes up to 400 lines: they are what a page is read for. */
  changes: number
  /** Of files that were read or written, and of longer changes. */
  others: number
}

/** What holds where nothing is said. A session of 20,000 messages has a third of it. */
export const colourBudget: ColourBudget = {
  messages: 24_000_000,
  changes: 16_000_000,
  others: 2_000_000,
}

/**
 * Decides what gets colours: everything, until the budget for its sort is spent. What comes again is
 * counted once; `key` names a job.
 */
export function createBudget(most: ColourBudget): (job: PieceJob, key: string) => boolean {
  const spent: ColourBudget = {messages: 0, changes: 0, others: 0}
  const decided = new Map<string, boolean>()

  return (job, key) => {
    const known = decided.get(key)
    if (known !== undefined) return known
    const sort = sortOf(job)
    const length = sort === undefined ? 0 : textOfJob(job).length
    const isIn = sort === undefined || spent[sort] + length <= most[sort]
    if (sort !== undefined && isIn) spent[sort] += length
    decided.set(key, isIn)
    return isIn
  }
}

/** Lines of a patch that counts as a change. */
const alwaysColoured = 400

/** What a job counts as; `undefined` where there is nothing to colour. */
function sortOf(job: PieceJob): keyof ColourBudget | undefined {
  if (job.type === 'prose') return /```|~~~/.test(job.text) ? 'messages' : undefined
  if (job.type === 'message' || job.language === undefined) return undefined
  return job.type === 'patch' && patchLength(job.patch) <= alwaysColoured ? 'changes' : 'others'
}
