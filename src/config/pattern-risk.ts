import {type CharactersOf, readCharacters} from './pattern-characters.js'
import {findMoves, hasOverlap} from './pattern-moves.js'
import {hasRivals, shortest} from './pattern-rivals.js'
import {type PatternNode, parsePattern, within} from './pattern-tree.js'

/** Why an expression must not be used, and what to write in its place. */
export interface PatternRisk {
  why: string
  hint: string
}

type Repeat = PatternNode & {type: 'repeat'}

/**
 * Why an expression could take for ever on a hostile text: it repeats something
 * that the text can be cut into in more than one way. An expression that passes
 * decides by the next character whether a repetition goes on.
 *
 * @param text An expression that `RegExp` takes with the flag `u`.
 */
export function findRisk(text: string): PatternRisk | undefined {
  const root = parsePattern(text)
  const charactersOf = readCharacters(text)
  const all = [...within(root)]
  if (all.some(({type}) => type === 'reference')) return risks.reference
  if (findMoves(root, charactersOf).isNullable) return risks.empty

  const repeats = all.filter((node): node is Repeat => node.type === 'repeat')
  if (repeats.some((repeat) => isAmbiguous(repeat, charactersOf))) return risks.nested
  // What lookaround holds is tried by itself, at every place of the text.
  const parts = [root, ...all.flatMap((node) => (node.type === 'look' ? [node.body] : []))]
  if (parts.some((part) => hasRivals(part, charactersOf))) return risks.rivals
  return undefined
}

const risks = {
  reference: {
    why: 'refers back to a group, which can take for ever',
    hint: 'Write what the group matches once more.',
  },
  empty: {
    why: 'matches where there is nothing',
    hint: 'Have it ask for at least one character.',
  },
  nested: {
    why: 'repeats what can be cut in more than one way, which can take for ever',
    hint: 'Have each round begin or end with a character that nothing else in it takes, as in `(?:[a-z]+-)+`.',
  },
  rivals: {
    why: 'has two repetitions that compete for the same characters, which can take very long',
    hint: `Put a character between them that the first does not take, or bound one of them, as in \`.{0,${shortest}}\`.`,
  },
} satisfies Record<string, PatternRisk>

/** Whether some text can be cut into rounds of a repetition in more than one way. */
function isAmbiguous(repeat: Repeat, charactersOf: CharactersOf): boolean {
  if (repeat.max <= 1) return false
  const inside = [...within(repeat.body)]
  const isPlain = inside.every(
    (node) => node.type !== 'choice' && !(node.type === 'repeat' && node.min !== node.max),
  )
  if (isPlain) return false

  const body = findMoves(repeat.body, charactersOf)
  const moves = findMoves(repeat, charactersOf)
  return body.isNullable || [moves.first, ...moves.next.values()].some(hasOverlap)
}
