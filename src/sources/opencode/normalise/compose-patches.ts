import {compareLines, type DiffBudget, diffBudget} from '../before-after.js'
import {cutHunks, type DiffLine} from '../hunks.js'
import {alignIndents} from './align-indents.js'
import {joinHunks, type Region} from './join-hunks.js'
import {readHunks} from './patch-hunks.js'

/**
 * What composing may cost. Lines and comparisons are counted, not timed, so
 * that the same session gives the same patches on every machine.
 */
export interface ComposeBudget extends DiffBudget {
  /** Lines of patches that may still be read. */
  lines: number
}

export interface ComposeOptions {
  budget: ComposeBudget
  /**
   * Whether the patches lost the indentation that all of their lines share, each as much as it had.
   *
   * @default false
   */
  areDedented?: boolean
}

/** A fresh budget: some seconds at worst. */
export function composeBudget(): ComposeBudget {
  return {...diffBudget(), lines: 2_000_000}
}

/**
 * The patch from A to C of one from A to B and one from B to C, as `combinediff`
 * makes it: lines outside of all hunks are the same in all three, and stay unknown.
 *
 * Takes and gives unified hunks from the first `@@` on; an empty text is no
 * change. Context has three lines where the two patches know them. `undefined`
 * when the second says otherwise than the first what is in B, when one of them
 * is no patch, or when the budget is used up.
 */
export function composePatches(
  first: string,
  second: string,
  {budget, areDedented = false}: ComposeOptions = {budget: composeBudget()},
): string | undefined {
  budget.lines -= countLines(first) + countLines(second)
  if (budget.lines < 0) return undefined
  const earlier = readHunks(first)
  const later = readHunks(second)
  if (!earlier || !later || (areDedented && !alignIndents(earlier, later))) return undefined
  const regions = joinHunks(earlier, later)
  const lines = regions?.flatMap((region) => cutHunks(settle(region, budget), region))
  return lines && (lines.length === 0 ? '' : `${lines.join('\n')}\n`)
}

function countLines(text: string): number {
  let count = 1
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) count++
  return count
}

/**
 * Where both patches changed something, one may have undone what the other did.
 * Lines that are the same before and after are found by comparing them anew;
 * the places that the patches chose stay when that finds nothing.
 */
function settle({lines, isChangedBy}: Region, budget: DiffBudget): DiffLine[] {
  const sorted = deletedFirst(lines)
  if (!isChangedBy.first || !isChangedBy.second) return sorted
  const fresh = compareLines(textsOf(sorted, '+'), textsOf(sorted, '-'), budget)
  return countChanged(fresh) < countChanged(sorted) ? fresh : sorted
}

/** In every run of changes the deleted lines before the added ones. */
function deletedFirst(lines: readonly DiffLine[]): DiffLine[] {
  const result: DiffLine[] = []
  let added: DiffLine[] = []
  for (const line of lines) {
    if (line.sign === '+') added.push(line)
    else if (line.sign === '-') result.push(line)
    else {
      for (const waiting of added) result.push(waiting)
      added = []
      result.push(line)
    }
  }
  for (const waiting of added) result.push(waiting)
  return result
}

/** One side's lines, with their newlines. */
function textsOf(lines: readonly DiffLine[], other: DiffLine['sign']): string[] {
  return lines
    .filter(({sign}) => sign !== other)
    .map(({text, isUnended}) => (isUnended ? text : `${text}\n`))
}

function countChanged(lines: readonly DiffLine[]): number {
  return lines.filter(({sign}) => sign !== ' ').length
}
