import type {DiffLine, HunkStart} from '../hunks.js'
import {hunkHeader, markUnended, takeLine} from '../read-hunk.js'

/** Lines of a patch that follow each other, and where they begin. */
export interface Hunk extends HunkStart {
  lines: DiffLine[]
}

/**
 * The hunks of one file's patch, or `undefined` for a text that is anything
 * else: counts that lie, hunks that are out of order, hunks of several edits.
 */
export function readHunks(patch: string): Hunk[] | undefined {
  const hunks: Hunk[] = []
  const left = {old: 0, new: 0}
  let offset = 0
  for (const line of linesOf(patch)) {
    const last = hunks.at(-1)
    if (last && takeLine(line, left, last.lines)) continue
    if (last && last.lines.length > 0 && line.startsWith('\\')) {
      markUnended(last.lines)
      continue
    }
    const header = left.old === 0 && left.new === 0 ? hunkHeader.exec(line) : undefined
    const hunk = header && startOf(header)
    // Lines between two hunks are the same in both files, so there are as many of them.
    if (!hunk || hunk.before < 1 || hunk.after - hunk.before !== offset) return undefined
    if (last && hunk.before < endOf(last)) return undefined
    left.old = Number(header[2] ?? '1')
    left.new = Number(header[4] ?? '1')
    offset += left.new - left.old
    hunks.push(hunk)
  }
  return left.old === 0 && left.new === 0 ? hunks : undefined
}

function linesOf(patch: string): string[] {
  const lines = patch.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/** An empty side is counted from the line before it, as in every unified diff. */
function startOf(header: RegExpExecArray): Hunk {
  const [, before = '', removed = '1', after = '', added = '1'] = header
  return {
    before: Number(before) + (Number(removed) === 0 ? 1 : 0),
    after: Number(after) + (Number(added) === 0 ? 1 : 0),
    lines: [],
  }
}

function endOf({before, lines}: Hunk): number {
  return before + lines.filter(({sign}) => sign !== '+').length
}

/** How many lines a file has when a hunk shows all of it, which one without lines on the other side does. */
export function wholeLength(hunks: readonly Hunk[], side: 'before' | 'after'): number {
  const [hunk, ...others] = hunks
  if (!hunk || others.length > 0 || hunk.before !== 1 || hunk.after !== 1) return Infinity
  const signs = new Set(hunk.lines.map(({sign}) => sign))
  if (signs.size !== 1 || signs.has(' ')) return Infinity
  const isOther = signs.has(side === 'before' ? '+' : '-')
  return isOther ? 0 : hunk.lines.length
}
