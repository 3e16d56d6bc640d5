import type {RegexEngine} from 'shiki/core'
import {createExpression, type Expression, find, groupsOf} from './expression.js'
import type {Line, Sought} from './line.js'
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
 * What is found is what shiki's engines find. It is faster because it searches less: an expression
 * is not tried on a line that lacks a word or sign it needs, and what is known of a line from
 * one rule counts for all others that have the expression.
 *
 * It is for expressions that lie translated and were found not to run away. What a grammar makes of
 * the text that another expression found is translated here.
 */
export function createEngine(ready: Known = () => undefined): RegexEngine {
  const expressions = new Map<string, Expression>()
  const literals = new Map<string, Sought>()

  return {
    createScanner: (patterns) =>
      createScanner(patterns.map((pattern) => expressionOf(`${pattern}`))),
    createString: (content): Line => ({content}),
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
  /** Begins with those that may still match in the line, in their order. */
  const open = [...expressions]
  let count = 0
  let line: Line | undefined
  let from = 0

  return {findNextMatchSync}

  function findNextMatchSync(text: string | Line, start: number) {
    const here = typeof text === 'string' ? {content: text} : text
    if (here !== line || start < from) reopen()
    line = here
    from = start
    const next = nextOf(here, start)
    return next ? {index: expressions.indexOf(next), captureIndices: groupsOf(next)} : null
  }

  function reopen(): void {
    count = expressions.length
    for (let index = 0; index < count; index++) open[index] = expressions[index] as Expression
  }

  function nextOf(here: Line, start: number): Expression | undefined {
    let next: Expression | undefined
    let kept = 0
    let index = 0
    while (index < count && next?.at !== start) {
      const expression = open[index++] as Expression // The index is below the length.
      const at = find(expression, here, start)
      if (at !== -1 || !expression.isSteady) open[kept++] = expression
      if (at !== -1 && (!next || at < next.at)) next = expression
    }
    if (kept < index) open.copyWithin(kept, index, count)
    count -= index - kept
    return next
  }
}
