import {compareLines, type DiffBudget, diffBudget} from '../before-after.js'
import {cutHunks, type DiffLine} from '../hunks.js'
import {alignIndents} from './align-indents.js'
import {type Hunk, readHunks, wholeLength} from './patch-hunks.js'

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

/** Lines without an unknown one between them, as hunks with all that is known around a change. */
interface Region extends Hunk {
  /** Which of the patches change something in it. */
  isChangedBy: {first: boolean; second: boolean}
}

/** Walks through B, where the first patch ends and the second begins. */
function joinHunks(first: Hunk[], second: Hunk[]): Region[] | undefined {
  const earlier = reader(first, 'after')
  const later = reader(second, 'before')
  const length = Math.min(wholeLength(first, 'after'), wholeLength(second, 'before'))
  const result: Joined = {regions: [], before: 1, after: 1}
  let place = 1
  let isEnded = false
  while (!isDone(earlier) || !isDone(later)) {
    const made = earlier.place === place ? lineAt(earlier) : undefined
    const taken = later.place === place ? lineAt(later) : undefined
    if (made?.sign === '-') {
      push(result, made, 'first')
      advance(earlier)
    } else if (taken?.sign === '+') {
      push(result, taken, 'second')
      advance(later)
    } else if (made || taken) {
      if (isEnded || place > length || !isSameLine(made, taken)) return undefined
      keep(result, made, taken)
      isEnded = Boolean(made?.isUnended || taken?.isUnended)
      if (made) advance(earlier)
      if (taken) advance(later)
      place++
    } else {
      const next = Math.min(earlier.place, later.place)
      if (isEnded || next - 1 > length) return undefined
      skip(result, next - place)
      place = next
    }
  }
  return result.regions
}

/** One patch, being read along the side on which it meets the other. */
interface Reader {
  hunks: readonly Hunk[]
  side: 'before' | 'after'
  hunk: number
  line: number
  /** Number in B of the line that comes next, or of the one that it comes before. */
  place: number
}

function reader(hunks: readonly Hunk[], side: Reader['side']): Reader {
  return {hunks, side, hunk: 0, line: 0, place: hunks[0]?.[side] ?? Infinity}
}

function isDone({hunk, hunks}: Reader): boolean {
  return hunk >= hunks.length
}

function lineAt({hunks, hunk, line}: Reader): DiffLine | undefined {
  return hunks[hunk]?.lines[line]
}

function advance(reader: Reader): void {
  const isInB = lineAt(reader)?.sign !== (reader.side === 'after' ? '-' : '+')
  if (isInB) reader.place++
  reader.line++
  if (reader.line < (reader.hunks[reader.hunk]?.lines.length ?? 0)) return
  reader.hunk++
  reader.line = 0
  reader.place = reader.hunks[reader.hunk]?.[reader.side] ?? Infinity
}

interface Joined {
  regions: Region[]
  /** Numbers of the lines in A and C that come next. */
  before: number
  after: number
  /** The region that the next line belongs to, unless unknown lines come before it. */
  open?: Region
}

/** A line of B: what it was in A and what it is in C. One that is in neither vanishes. */
function keep(result: Joined, made?: DiffLine, taken?: DiffLine): void {
  const line = made ?? taken
  const isMade = made?.sign === '+'
  const isTaken = taken?.sign === '-'
  if (!line) return
  if (!isMade) push(result, {...line, sign: isTaken ? '-' : ' '}, isTaken ? 'second' : undefined)
  else if (!isTaken) push(result, {...line, sign: '+'}, 'first')
}

function push(result: Joined, line: DiffLine, by?: 'first' | 'second'): void {
  result.open ??= openRegion(result)
  result.open.lines.push(line)
  if (by) result.open.isChangedBy[by] = true
  if (line.sign !== '+') result.before++
  if (line.sign !== '-') result.after++
}

function openRegion({regions, before, after}: Joined): Region {
  const region = {before, after, lines: [], isChangedBy: {first: false, second: false}}
  regions.push(region)
  return region
}

function skip(result: Joined, count: number): void {
  result.before += count
  result.after += count
  delete result.open
}

function isSameLine(made: DiffLine | undefined, taken: DiffLine | undefined): boolean {
  if (!made || !taken) return true
  return made.text === taken.text && made.isUnended === taken.isUnended
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
