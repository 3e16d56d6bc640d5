import {EmulatedRegExp} from 'oniguruma-to-es'
import {inAscii} from './ascii.js'
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
  /** For lines of ASCII, and for others. Made with the first search: most expressions of a grammar get none. */
  ascii: Program | undefined
  unicode: Program | undefined
  /** Whether the place that a search begins at decides only which of the matches is the next. */
  isSteady: boolean
  line: Line | undefined
  from: number
  /** Where the next match begins; -1 where there is none. */
  at: number
  match: RegExpExecArray | undefined
}

/** An expression in JavaScript's own. */
interface Program {
  search: RegExp
  /** Finds the groups of a match whose place is known. Searches are many and need no groups. */
  groups: RegExp
}

/** An expression that was not searched for yet. */
export function createExpression(
  pattern: string,
  needs: Expression['needs'],
  details: Details | undefined,
): Expression {
  return {
    ...{pattern, needs, details, ascii: undefined, unicode: undefined, isSteady: true},
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
export function groupsOf(expression: Expression): Stretch[] {
  const {match, line} = expression
  if (!match || !line) return []
  if (match.length === 1) return [stretch(match.index, match.index + match[0].length)]
  const {groups} = programFor(expression, line)
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
  const regExp = programFor(expression, line).search
  regExp.lastIndex = from
  return regExp.exec(line.content) ?? undefined
}

function programFor(expression: Expression, {isAscii}: Line): Program {
  const program = isAscii ? expression.ascii : expression.unicode
  if (program) return program
  const details = expression.details ?? detailsOf(expression.pattern)
  // With a strategy the translation searches in its own way, from the place where it begins.
  expression.isSteady = !details.options?.strategy && !details.flags.includes('y')
  const isSet = isAscii && details.flags.includes('v')
  const made = prepare(isSet ? {...details, pattern: inAscii(details.pattern)} : details)
  if (isAscii) expression.ascii = made
  else expression.unicode = made
  return made
}

function stretch(start: number, end: number): Stretch {
  return {start, end, length: end - start}
}

/** What vscode-textmate takes for no group at all: Oniguruma's -1, as a number without a sign. */
const beyond: Stretch = {start: 0xffffffff, end: 0xffffffff, length: 0}

function prepare({pattern, flags, options}: Details): Program {
  if (options?.strategy) {
    // Only that search knows the groups.
    const whole = new EmulatedRegExp(pattern, `${flags}dg`, options)
    return {search: whole, groups: whole}
  }
  const inPlace = `${flags.replace('y', '')}dy`
  return {
    search: new RegExp(pattern, `${flags}g`),
    // Without groups to hide, JavaScript's own is all that it takes.
    groups: options ? new EmulatedRegExp(pattern, inPlace, options) : new RegExp(pattern, inPlace),
  }
}
