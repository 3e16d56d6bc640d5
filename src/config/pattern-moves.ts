import type {CharactersOf} from './pattern-characters.js'
import type {PatternNode} from './pattern-tree.js'

/** One place of an expression that takes a character, with the characters that it takes as bits. */
export interface Step {
  characters: bigint
}

/** How an expression moves from character to character, after Glushkov: without moves that take none. */
export interface Moves {
  /** Whether it can be done without any character. */
  isNullable: boolean
  first: Step[]
  last: Step[]
  /** Every step, with those that may come next; one that can be reached in two ways is there twice. */
  next: Map<Step, Step[]>
}

/**
 * @param onStep Told which step a node became.
 */
export function findMoves(
  node: PatternNode,
  charactersOf: CharactersOf,
  onStep: (node: PatternNode, step: Step) => void = () => {},
): Moves {
  const next = new Map<Step, Step[]>()
  return {...visit(node), next}

  function visit(node: PatternNode): Omit<Moves, 'next'> {
    if (node.type === 'character') {
      const step = {characters: charactersOf(node.source)}
      next.set(step, [])
      onStep(node, step)
      return {isNullable: false, first: [step], last: [step]}
    }
    if (node.type === 'sequence') return node.items.map(visit).reduce(follow, nothing)
    if (node.type === 'choice') {
      const options = node.options.map(visit)
      return {
        isNullable: options.some(({isNullable}) => isNullable),
        first: options.flatMap(({first}) => first),
        last: options.flatMap(({last}) => last),
      }
    }
    if (node.type !== 'repeat') return nothing
    const body = visit(node.body)
    if (node.max > 1) link(body.last, body.first)
    return {...body, isNullable: body.isNullable || node.min === 0}
  }

  function follow(one: Omit<Moves, 'next'>, other: Omit<Moves, 'next'>): Omit<Moves, 'next'> {
    link(one.last, other.first)
    return {
      isNullable: one.isNullable && other.isNullable,
      first: one.isNullable ? [...one.first, ...other.first] : one.first,
      last: other.isNullable ? [...one.last, ...other.last] : other.last,
    }
  }

  function link(from: readonly Step[], to: readonly Step[]): void {
    for (const step of from) next.get(step)?.push(...to)
  }
}

const nothing = {isNullable: true, first: [], last: []}

/** Whether one character can be taken by several of these steps. */
export function hasOverlap(steps: readonly Step[]): boolean {
  let seen = 0n
  for (const {characters} of steps) {
    if ((seen & characters) !== 0n) return true
    seen |= characters
  }
  return false
}
