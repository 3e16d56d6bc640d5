import {EmulatedRegExp} from 'oniguruma-to-es'
import {has, type Line, type Sought} from './line.js'
import {type Details, detailsOf} from './translation.js'

/** A stretch of a line. That of a group which took no part in a match lies beyond all lines. */
export interface Stretch {
  start: number
  end: number
  length: number
}

/** An expression of a grammar, with what was found in the line that was searched last. */
export interface Expression {
  readonly pattern: string
  /** Any match holds one literal of each. */
  readonly needs: readonly (readonly Sought[])[]
  /** Where it is translated already. */
  readonly details: Details | undefined
  /** In JavaScript's own, with the first search: of the expressions of a grammar most get none. */
  search: RegExp | undefined
  /** Finds the groups of a match whose place is known. Searches are many and need no groups. */
  groups: RegExp | undefined
  /** Whether the place that a search begins at decides only which of the matches is the next. */
  isSteady: boolean
  line: Line | undefined
  from: number
  /** Where the next match begins; -1 where there is none. */
  at: number
  match: RegExpExecArray | undefined
}

/** An expression that was not searched for yet. */
export function createExpression(
  pattern: string,
  needs: Expression['needs'],
  details: Details | undefined,
): Expression {
  return {
    ...{pattern, needs, details, search: undefined, groups: undefined, isSteady: true},
    ...{line: undefined, from: 0, at: -1, match: undefined},
  }
}

/**
 * Place of the next match at or after a place of a line; -1 where there is none. A line is asked for
 * the same expression again and again: what was found is not searched a second time.
 */
export function find(expression: Expression, line: Line, from: number): number {
  const {at} = expression
  const isAhead = at === -1 || at >= from
  if (isAhead && expression.line === line && expression.from <= from && expression.isSteady)
    return at
  expression.line = line
  expression.from = from
  expression.match = mayMatch(expression, line, from) ? search(expression, line, from) : undefined
  expression.at = expression.match ? expression.match.index : -1
  return expression.at
}

/** The groups of the match that was found last, the whole of it first. */
export function groupsOf({match, groups}: Expression): Stretch[] {
  if (!match || !groups) return []
  if (match.length === 1) return [stretch(match.index, match.index + match[0].length)]
  groups.lastIndex = match.index
  const {indices = []} = match.indices ? match : (groups.exec(match.input) ?? match)
  return Array.from(indices, (group) => (group ? stretch(...group) : beyond))
}

/** Loops, since this runs for every expression and every line. */
function mayMatch({needs}: Expression, line: Line, from: number): boolean {
  for (const need of needs) {
    let isMet = false
    for (const literal of need) {
      isMet = has(line, literal, from)
      if (isMet) break
    }
    if (!isMet) return false
  }
  return true
}

function search(expression: Expression, line: Line, from: number): RegExpExecArray | undefined {
  const regExp = expression.search ?? prepare(expression)
  regExp.lastIndex = from
  return regExp.exec(line.content) ?? undefined
}

function stretch(start: number, end: number): Stretch {
  return {start, end, length: end - start}
}

/** What vscode-textmate takes for no group at all: Oniguruma's -1, as a number without a sign. */
const beyond: Stretch = {start: 0xffffffff, end: 0xffffffff, length: 0}

function prepare(expression: Expression): RegExp {
  const {pattern, flags, options} = expression.details ?? detailsOf(expression.pattern)
  // With a strategy the translation searches in its own way, from the place where it begins, and only
  // that search knows the groups.
  if (options?.strategy) {
    expression.isSteady = false
    expression.groups = new EmulatedRegExp(pattern, `${flags}dg`, options)
    expression.search = expression.groups
    return expression.search
  }
  expression.isSteady = !flags.includes('y')
  const inPlace = `${flags.replace('y', '')}dy`
  // Without groups to hide, JavaScript's own is all that it takes.
  expression.groups = options
    ? new EmulatedRegExp(pattern, inPlace, options)
    : new RegExp(pattern, inPlace)
  expression.search = new RegExp(pattern, `${flags}g`)
  return expression.search
}
