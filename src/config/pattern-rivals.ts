import type {CharactersOf} from './pattern-characters.js'
import {findMoves, hasOverlap, type Step} from './pattern-moves.js'
import {type PatternNode, within} from './pattern-tree.js'

/** Of two repetitions that compete for the same characters, one may be this long. */
export const shortest = 20

/** So many short repetitions may compete with one. */
const most = 6

/**
 * Whether two long repetitions, one after the other, can share out the same
 * characters in many ways, or many short ones can.
 */
export function hasRivals(root: PatternNode, charactersOf: CharactersOf): boolean {
  const steps = new Map<PatternNode, Step>()
  const {next} = findMoves(root, charactersOf, (node, step) => void steps.set(node, step))
  const forks = [...within(root)]
    .filter((node) => isFork(node, charactersOf))
    .map((node) => ({node, nodes: new Set(within(node)), ...stepsWithin(node)}))

  return forks.some((one) => {
    let rivals = 0
    return forks.some((other) => {
      if (one.nodes.has(other.node) || other.nodes.has(one.node)) return false
      const shared = one.taken & other.taken
      if (![one, other].every(({node}) => canRound(node, shared, charactersOf))) return false
      if (!isReached(one.steps, other.steps, shared)) return false
      rivals += 1
      return rivals > most || (isLong(one.node) && isLong(other.node))
    })
  })

  function stepsWithin(node: PatternNode): {steps: Set<Step>; taken: bigint} {
    const found = [...within(node)].map((each) => steps.get(each)).filter((step) => !!step)
    return {
      steps: new Set(found),
      taken: found.reduce((taken, {characters}) => taken | characters, 0n),
    }
  }

  function isReached(from: Set<Step>, goal: Set<Step>, characters: bigint): boolean {
    const reached = new Set(from)
    for (const step of reached) {
      for (const each of next.get(step) ?? []) {
        if (goal.has(each)) return true
        if ((each.characters & characters) !== 0n) reached.add(each)
      }
    }
    return false
  }
}

/** Whether there is more than one way to go on from a node with the same text. */
function isFork(node: PatternNode, charactersOf: CharactersOf): boolean {
  if (node.type === 'repeat') return node.min !== node.max
  return node.type === 'choice' && hasOverlap(findMoves(node, charactersOf).first)
}

function isLong(node: PatternNode): boolean {
  return node.type === 'repeat' && node.max > shortest
}

/** Whether a choice, or a round of a repetition, can be made of these characters alone. */
function canRound(node: PatternNode, characters: bigint, charactersOf: CharactersOf): boolean {
  const body = node.type === 'repeat' ? node.body : node
  const {first, last, next} = findMoves(body, charactersOf)
  const takes = (step: Step) => (step.characters & characters) !== 0n
  const reached = new Set(first.filter(takes))
  for (const step of reached)
    for (const each of next.get(step) ?? []) if (takes(each)) reached.add(each)
  return last.some((step) => reached.has(step))
}
