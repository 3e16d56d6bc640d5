import type {DiffLine} from '../hunks.js'
import {type Hunk, wholeLength} from './patch-hunks.js'

/** Lines without an unknown one between them, as hunks with all that is known around a change. */
export interface Region extends Hunk {
  /** Which of the patches change something in it. */
  isChangedBy: {first: boolean; second: boolean}
}

/**
 * Hunks from A to C of those from A to B and those from B to C, or `undefined`
 * when these two do not fit: walks through B, where the first end and the second begin.
 */
export function joinHunks(first: Hunk[], second: Hunk[]): Region[] | undefined {
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
