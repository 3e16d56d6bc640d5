import {locateSecrets} from '../redact/secrets.js'
import type {Spot} from './detect.js'

/**
 * Characters that are read at once. Rules are only tried where a keyword of theirs stands nearby,
 * so small blocks spare most of them.
 */
const blockLength = 32_768

/** Characters that two blocks have in common: more than most keys have. */
const overlap = 6_144

/** Characters at an edge that something may look different without. */
const margin = 512

/**
 * Kinds of which only a word anywhere in the same text tells. Redaction reads one string of a session
 * at a time; a file of a bundle holds them all, and the word of one says nothing of the others.
 */
const ofOneText = new Set(['kubernetes-secret'])

/** What our own rules find in a text, also behind escapes and signs that nobody sees. */
export function rulesIn(text: string): Spot[] {
  const spots: Spot[] = []
  const step = blockLength - overlap
  for (let start = 0; start < text.length; start += step) {
    const isFirst = start === 0
    const isLast = start + blockLength >= text.length
    for (const {rule, value, from, to} of locateSecrets(text.slice(start, start + blockLength))) {
      // The neighbour sees more of what begins at an edge.
      if ((!isFirst && from < margin) || (!isLast && from >= step + margin)) continue
      const {id, what} = rule
      if (ofOneText.has(id)) continue
      spots.push({detector: 'rule', rule: id, what, value, from: start + from, to: start + to})
    }
    if (isLast) break
  }
  return spots
}
