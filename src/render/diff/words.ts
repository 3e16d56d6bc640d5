import {type Change, diffWordsWithSpace} from 'diff'
import {matchLines} from './match-lines.js'
import type {DiffLine} from './parse.js'

/** A stretch of a changed line; `isChanged` where it differs from the line it was matched with. */
export interface WordPiece {
  text: string
  isChanged: boolean
}

/** Caps on matching, as diff2html has them: beyond them lines are shown without marks. */
const limits = {comparisons: 2500, blockLine: 200, line: 1500, edits: 300, pairs: 1500}

/** Counts matched pairs over one diff, so that a huge one does not take for ever. */
export interface WordBudget {
  pairs: number
}

/** A full budget. */
export function newWordBudget(): WordBudget {
  return {pairs: limits.pairs}
}

/**
 * Words that changed between deleted lines and the inserted ones that follow
 * them. Lines are matched as diff2html does it, words by the library that it uses.
 */
export function matchWords(
  deleted: readonly DiffLine[],
  inserted: readonly DiffLine[],
  budget: WordBudget,
): Map<DiffLine, WordPiece[]> {
  const pieces = new Map<DiffLine, WordPiece[]>()
  for (const [old, new_] of pairsOf(deleted, inserted)) {
    if (budget.pairs <= 0) break
    budget.pairs--
    const marked = compare(old.text, new_.text)
    if (!marked) continue
    pieces.set(old, marked.old)
    pieces.set(new_, marked.new)
  }
  return pieces
}

function pairsOf(
  deleted: readonly DiffLine[],
  inserted: readonly DiffLine[],
): [DiffLine, DiffLine][] {
  const isMatchable =
    deleted.length * inserted.length < limits.comparisons &&
    [...deleted, ...inserted].every((line) => line.text.length < limits.blockLine)
  const groups = isMatchable ? matched(deleted, inserted) : [[deleted, inserted]]
  return groups.flatMap(([olds = [], news = []]) =>
    olds.slice(0, news.length).flatMap((old, at): [DiffLine, DiffLine][] => {
      const partner = news[at]
      return partner ? [[old, partner]] : []
    }),
  )
}

/** Groups of lines that are alike. */
function matched(deleted: readonly DiffLine[], inserted: readonly DiffLine[]): DiffLine[][][] {
  const textOf = ({text}: DiffLine) => text
  return matchLines(deleted.map(textOf), inserted.map(textOf)).map(([olds, news]) => [
    olds.flatMap((at) => deleted[at] ?? []),
    news.flatMap((at) => inserted[at] ?? []),
  ])
}

function compare(old: string, new_: string): {old: WordPiece[]; new: WordPiece[]} | undefined {
  if (old.length > limits.line || new_.length > limits.line) return undefined
  const changes = diffWordsWithSpace(old, new_, {maxEditLength: limits.edits})
  if (!changes) return undefined
  const kept = changes.filter((one) => !one.added && !one.removed)
  const keptLength = kept.reduce((sum, one) => sum + one.value.trim().length, 0)
  // Lines that share less than half are easier to read without marks.
  if (keptLength * 2 < Math.min(old.trim().length, new_.trim().length)) return undefined
  return {
    old: joined(changes.filter((one) => !one.added)),
    new: joined(changes.filter((one) => !one.removed)),
  }
}

/** Changed words with only white space between them are one change. */
function joined(changes: readonly Change[]): WordPiece[] {
  const pieces: WordPiece[] = []
  for (const [index, {value: text, added, removed}] of changes.entries()) {
    const last = pieces.at(-1)
    const next = changes[index + 1]
    const isGap = text.trim() === '' && last?.isChanged && (next?.added || next?.removed)
    const isChanged = added || removed || isGap === true
    if (last?.isChanged === isChanged) last.text += text
    else pieces.push({text, isChanged})
  }
  return pieces
}
