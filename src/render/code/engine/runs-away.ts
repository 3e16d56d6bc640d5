import type {AlternativeNode, Node} from 'oniguruma-parser/parser'
import {parsePattern} from './parse-pattern.js'

type Element = AlternativeNode['body'][number]

/**
 * Whether an expression repeats what can by itself be a repetition, as `(a+)+` does: of ordinary text that
 * it does not match it tries every way to cut it up. Oniguruma gives up after some ten million, while
 * JavaScript never does. What is not understood may do so too.
 *
 * There are more roundabout ways, such as `(a|aa)+`, for texts that are made for it. They are not looked
 * for, as little as with Oniguruma, whose grammars know others: what ends those is that threads are watched.
 */
export function runsAway(pattern: string): boolean {
  try {
    return parsePattern(pattern).body.some(isWild)
  } catch {
    return true
  }
}

function isWild(node: Node): boolean {
  if (node.type === 'Quantifier') {
    const {body} = node
    const isGroup = body.type === 'Group' || body.type === 'CapturingGroup'
    return (isGroup && isEndless(node) && repeats(body)) || isWild(body)
  }
  return 'body' in node && Array.isArray(node.body) && node.body.some(isWild)
}

/** Whether all that an element matches may be one repetition. */
function repeats(node: Element): boolean {
  if (node.type === 'Quantifier') return isEndless(node) || repeats(node.body)
  if (node.type === 'Group' && node.atomic) return false
  if (node.type !== 'Group' && node.type !== 'CapturingGroup') return false
  return node.body.some(({body}) =>
    body.some(
      (one) => repeats(one) && body.every((other) => other === one || matchesNothing(other)),
    ),
  )
}

/** Whether it may match without a single sign. */
function matchesNothing(node: Element): boolean {
  switch (node.type) {
    case 'Quantifier':
      return node.min === 0 || matchesNothing(node.body)
    case 'Group':
    case 'CapturingGroup':
      return node.body.some(({body}) => body.every(matchesNothing))
    case 'Character':
    case 'CharacterClass':
    case 'CharacterSet':
      return false
    default:
      return true
  }
}

/** More often than the time for all ways to do it would allow. A possessive one never tries another way. */
function isEndless({kind, max}: Extract<Element, {type: 'Quantifier'}>): boolean {
  return kind !== 'possessive' && max > 20
}
