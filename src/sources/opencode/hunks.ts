/** One line of a diff: its sign, its text without the sign, and whether a newline ends it. */
export interface DiffLine {
  sign: ' ' | '+' | '-'
  text: string
  /** Set on the last line of a file that does not end with a newline. */
  isUnended: boolean
}

/** Where the lines of a hunk begin, from 1, in the file before and after. */
export interface HunkStart {
  before: number
  after: number
}

/** Unchanged lines shown on each side of a change. */
export const contextLines = 3

/** Said in a patch after the last line of a file without a newline at its end. */
export const unendedMark = '\\ No newline at end of file'

/**
 * Hunks of unified diff text with three lines of context, cut from lines that may hold more of it.
 *
 * Lines without any change give nothing: an unchanged file never gets through.
 */
export function cutHunks(lines: DiffLine[], start: HunkStart): string[] {
  const result: string[] = []
  let before = start.before
  let after = start.after
  let index = 0
  for (const {from, to} of rangesOf(lines)) {
    for (; index < from; index++) {
      // Lines outside of every range are unchanged, so both files move on.
      before++
      after++
    }
    const hunk = lines.slice(from, to)
    const removed = hunk.filter((line) => line.sign !== '+').length
    const added = hunk.filter((line) => line.sign !== '-').length
    result.push(headerOf(before, removed, after, added))
    for (const line of hunk) {
      result.push(line.sign + line.text)
      if (line.isUnended) result.push(unendedMark)
    }
    before += removed
    after += added
    index = to
  }
  return result
}

/** How many lines were added and deleted. */
export function countChanges(lines: DiffLine[]): {additions: number; deletions: number} {
  let additions = 0
  let deletions = 0
  for (const {sign} of lines) {
    if (sign === '+') additions++
    if (sign === '-') deletions++
  }
  return {additions, deletions}
}

/** Half-open ranges of lines that are changed or near a change. */
function rangesOf(lines: DiffLine[]): {from: number; to: number}[] {
  const ranges: {from: number; to: number}[] = []
  for (const [index, line] of lines.entries()) {
    if (line.sign === ' ') continue
    const from = Math.max(0, index - contextLines)
    const to = Math.min(lines.length, index + contextLines + 1)
    const last = ranges.at(-1)
    if (last && from <= last.to) last.to = to
    else ranges.push({from, to})
  }
  return ranges
}

/** An empty side is counted from the line before it, as in every unified diff. */
function headerOf(before: number, removed: number, after: number, added: number): string {
  const left = removed === 0 ? before - 1 : before
  const right = added === 0 ? after - 1 : after
  return `@@ -${left},${removed} +${right},${added} @@`
}
