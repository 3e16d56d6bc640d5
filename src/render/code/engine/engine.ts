import type {RegexEngine} from 'shiki/core'
import {createExpression, type Expression, find, groupsOf} from './expression.js'
import {createLine, type Line, type Sought} from './line.js'
import {type Literal, needsOf} from './needs.js'
import type {Translation} from './translation.js'

/** Expressions that stay translated. A grammar may make one of every word that ends a text. */
const mostExpressions = 20_000

/** What lies ready of an expression. */
export type Known = (pattern: string) => Translation | undefined

type Scanner = ReturnType<RegexEngine['createScanner']>

/**
 * Searches lines for the expressions of grammars, with JavaScript's own regular expressions.
 *
 * It finds what shiki's JavaScript engine finds, and searches less: an expression is not tried on a
 * line that lacks a word or sign it needs, and what is known of a line from one rule counts for
 * all others that have the expression.
 *
 * It is for grammars that are translated as a whole. What they make of the text that another
 * expression found, the end of a heredoc for example, is translated here.
 */
export function createEngine(ready: Known = () => undefined): RegexEngine {
  const expressions = new Map<string, Expression>()
  const literals = new Map<string, Sought>()

  return {
    createScanner: (patterns) =>
      createScanner(patterns.map((pattern) => expressionOf(`${pattern}`))),
    createString: createLine,
  }

  function expressionOf(pattern: string): Expression {
    const known = expressions.get(pattern)
    if (known) return known
    if (expressions.size >= mostExpressions) {
      expressions.clear()
      literals.clear()
    }
    const translation = ready(pattern)
    const needs = (translation?.needs ?? needsOf(pattern)).map((need) => need.map(soughtOf))
    const expression = createExpression(pattern, needs, translation?.details)
    expressions.set(pattern, expression)
    return expression
  }

  function soughtOf({text, isCaseless}: Literal): Sought {
    const key = `${isCaseless}${text}`
    const sought = literals.get(key) ?? {text, isCaseless, line: undefined, from: 0, at: -1}
    literals.set(key, sought)
    return sought
  }
}

/** Finds, of some expressions, the one that matches next; of those at one place the first. */
function createScanner(expressions: readonly Expression[]): Scanner {
  const hopeful = createHopeful(expressions)
  return {
    findNextMatchSync(text, start) {
      const line = typeof text === 'string' ? createLine(text) : (text as Line) // Made by `createString`.
      const next = hopeful.next(line, start)
      return next ? {index: expressions.indexOf(next), captureIndices: groupsOf(next)} : null
    },
  }
}

/**
 * Those of some expressions that may still match in a line. A line is searched sign by sign, and nearly
 * all of a hundred expressions are out of the question after the first search.
 */
function createHopeful(expressions: readonly Expression[]) {
  let left = expressions
  let line: Line | undefined
  let from = 0
  return {next}

  function next(here: Line, start: number): Expression | undefined {
    if (here !== line || start < from) left = expressions
    line = here
    from = start
    let first: Expression | undefined
    // Made when the first one falls away, which few searches see.
    let kept: Expression[] | undefined
    let asked = 0
    for (const expression of left) {
      if (first?.at === start) break // Nothing can come before it.
      const at = find(expression, here, start)
      if (at !== -1 || !expression.isSteady) kept?.push(expression)
      else kept ??= left.slice(0, asked)
      if (at !== -1 && (!first || at < first.at)) first = expression
      asked++
    }
    if (kept) left = [...kept, ...left.slice(asked)]
    return first
  }
}
