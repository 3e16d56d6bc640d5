import type {
  AlternativeElementNode,
  AlternativeNode,
  CharacterClassNode,
  GroupNode,
} from 'oniguruma-parser/parser'
import {parsePattern} from './parse-pattern.js'

/** A text that a match may need. */
export interface Literal {
  text: string
  /** Written in small letters, and found in either. */
  isCaseless: boolean
}

/** Every match holds one of these, at or after the place where it begins. */
export type Need = readonly Literal[]

/** Needs that are asked for. Each takes time for every line, whether it excludes something or not. */
const mostNeeds = 3

/** Texts in one need. More take longer to look for than they save. */
const mostTexts = 24

/**
 * What a text must hold for an expression of Oniguruma to match it, what tells most first. Most
 * expressions of a grammar are about a word or a sign that the line before them does not have.
 *
 * Only what is certain counts: an expression that is understood in part needs less, and one that
 * is not understood nothing.
 */
export function needsOf(pattern: string): Need[] {
  try {
    return needsOfAlternatives(parsePattern(pattern).body, false)
      .filter((need) => need.some(({text}) => text.trim() !== ''))
      .sort((one, other) => weightOf(other) - weightOf(one))
      .slice(0, mostNeeds)
  } catch {
    return []
  }
}

function needsOfAlternatives(
  alternatives: readonly AlternativeNode[],
  isCaseless: boolean,
): Need[] {
  const each = alternatives.map(({body}) => needsOfSequence(body, isCaseless))
  const [first = []] = each
  if (each.length === 1) return first
  const either: Literal[] = []
  for (const needs of each) {
    const best = heaviestOf(needs)
    if (!best || either.length + best.length > mostTexts) return []
    either.push(...best)
  }
  return [either]
}

function needsOfSequence(nodes: readonly AlternativeElementNode[], isCaseless: boolean): Need[] {
  const needs: Need[] = []
  let run = ''
  const endRun = () => {
    if (run !== '') needs.push([literal(run, isCaseless)])
    run = ''
  }
  for (const node of nodes) {
    if (node.type === 'Character') run += String.fromCodePoint(node.value)
    // What has no width stands between no two characters.
    else if (node.type !== 'Assertion') {
      endRun()
      needs.push(...needsOfNode(node, isCaseless))
    }
  }
  endRun()
  return needs
}

function needsOfNode(node: AlternativeElementNode, isCaseless: boolean): Need[] {
  switch (node.type) {
    case 'Character':
      return [[literal(String.fromCodePoint(node.value), isCaseless)]]
    case 'CapturingGroup':
      return needsOfAlternatives(node.body, isCaseless)
    case 'Group':
      return needsOfAlternatives(node.body, caselessIn(node.flags, isCaseless))
    case 'LookaroundAssertion':
      // What stands before the place may stand before the search too.
      if (node.kind === 'lookbehind' || node.negate) return []
      return needsOfAlternatives(node.body, isCaseless)
    case 'Quantifier':
      return node.min > 0 ? needsOfNode(node.body, isCaseless) : []
    case 'CharacterClass':
      return needsOfClass(node, isCaseless)
    case 'Directive':
      // From here on letters are of either size, in whatever surrounds this as well.
      if (caselessIn(node.flags, isCaseless) !== isCaseless) throw new Error('Not understood.')
      return []
    default:
      return []
  }
}

function needsOfClass(node: CharacterClassNode, isCaseless: boolean): Need[] {
  if (node.negate || node.kind !== 'union') return []
  const need: Literal[] = []
  for (const part of node.body) {
    const [from, to] =
      part.type === 'Character'
        ? [part.value, part.value]
        : part.type === 'CharacterClassRange'
          ? [part.min.value, part.max.value]
          : [0, mostTexts]
    if (need.length + to - from >= mostTexts) return []
    for (let code = from; code <= to; code++)
      need.push(literal(String.fromCodePoint(code), isCaseless))
  }
  return [need]
}

function caselessIn(flags: GroupNode['flags'], outside: boolean): boolean {
  if (flags?.enable?.ignoreCase) return true
  return flags?.disable?.ignoreCase ? false : outside
}

function literal(text: string, isCaseless: boolean): Literal {
  return isCaseless ? {text: text.toLowerCase(), isCaseless} : {text, isCaseless}
}

function heaviestOf(needs: readonly Need[]): Need | undefined {
  return [...needs].sort((one, other) => weightOf(other) - weightOf(one))[0]
}

/** Long texts tell more than short ones, and few more than many. */
function weightOf(need: Need): number {
  const shortest = Math.min(...need.map(({text}) => text.length))
  return shortest * mostTexts - need.length
}
