import type {DiffLine} from './hunks.js'

/** First line of a hunk: where its lines begin in both files, and how many there are. */
export const hunkHeader = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/

/** Lines of a hunk that are still to come, on both sides. */
export interface LinesLeft {
  old: number
  new: number
}

/** Adds the line to the hunk unless the hunk is over, which its header's counts decide. */
export function takeLine(line: string, left: LinesLeft, hunk: DiffLine[]): boolean {
  if (left.old <= 0 && left.new <= 0) return false
  const sign = line === '' ? ' ' : line[0]
  if (sign !== ' ' && sign !== '+' && sign !== '-') return false
  if (sign !== '+') left.old--
  if (sign !== '-') left.new--
  hunk.push({sign, text: line.slice(1), isUnended: false})
  return true
}

/** What a line that begins with a backslash says of the line before it. */
export function markUnended(hunk: DiffLine[]): void {
  const last = hunk.at(-1)
  if (last) last.isUnended = true
}
