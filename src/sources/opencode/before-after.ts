import {diffArrays} from 'diff'
import {countChanges, cutHunks, type DiffLine} from './hunks.js'

/**
 * How many more comparisons of lines a session may cost. It is counted, not
 * timed, so that the same session gives the same patches on every machine.
 */
export interface DiffBudget {
  left: number
}

export interface PatchOfTexts {
  patch: string
  additions: number
  deletions: number
}

/** Edits after which two texts count as wholly different. */
const maxEdits = 1000

/** A fresh budget: some seconds of comparing at worst. */
export function diffBudget(): DiffBudget {
  return {left: 20_000_000}
}

/**
 * A patch with three lines of context from the texts before and after a change.
 *
 * OpenCode up to 1.3 recorded whole texts (reference 1.3). Texts that differ
 * too much to be compared are one block replaced by another.
 */
export function patchOfTexts(
  file: string,
  before: string,
  after: string,
  budget: DiffBudget,
): PatchOfTexts {
  const lines = before === after ? [] : compareLines(linesOf(before), linesOf(after), budget)
  const hunks = cutHunks(lines, {before: 1, after: 1})
  const header = [`Index: ${file}`, '='.repeat(67), `--- ${file}`, `+++ ${file}`]
  const patch = hunks.length === 0 ? '' : [...header, ...hunks, ''].join('\n')
  return {patch, ...countChanges(lines)}
}

/** Lines with their newline, so that a missing last one makes a difference. */
function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n').map((line) => `${line}\n`)
  const last = lines.pop() ?? ''
  if (last !== '\n') lines.push(last.slice(0, -1))
  return lines
}

/**
 * Changed and unchanged lines of two texts, each line with its newline. What
 * the budget does not allow to compare is one block replaced by another.
 */
export function compareLines(before: string[], after: string[], budget: DiffBudget): DiffLine[] {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && before[head] === after[head]) head++
  let tail = 0
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++

  const middle = compareMiddle(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
    budget,
  )
  return [
    ...before.slice(0, head).map((line) => lineOf(' ', line)),
    ...middle,
    ...before.slice(before.length - tail).map((line) => lineOf(' ', line)),
  ]
}

function compareMiddle(before: string[], after: string[], budget: DiffBudget): DiffLine[] {
  const isOneSided = before.length === 0 || after.length === 0
  const changes =
    isOneSided || budget.left < 0 ? undefined : diffArrays(before, after, {maxEditLength: maxEdits})
  if (!changes) {
    if (!isOneSided) budget.left -= maxEdits * maxEdits
    return [...before.map((line) => lineOf('-', line)), ...after.map((line) => lineOf('+', line))]
  }
  const lines = changes.flatMap(({added, removed, value}) =>
    value.map((line) => lineOf(added ? '+' : removed ? '-' : ' ', line)),
  )
  // The search costs the square of what it finds.
  const edits = lines.filter(({sign}) => sign !== ' ').length
  budget.left -= edits * edits + lines.length
  return lines
}

function lineOf(sign: DiffLine['sign'], line: string): DiffLine {
  const isUnended = !line.endsWith('\n')
  return {sign, text: isUnended ? line : line.slice(0, -1), isUnended}
}
