import {findSecrets} from '../redact/secrets.js'
import {type View, viewsOf} from '../redact/views.js'
import type {Spot} from './detect.js'

/** Characters that are read in all their views at once; a view of much text costs much. */
const blockLength = 8_192

/**
 * What our own rules find in a text as it stands, and in its blocks without escapes and signs that
 * nobody sees.
 */
export function rulesIn(text: string): Spot[] {
  const spots = spotsIn(text, 0, asItIs)
  for (const {from, to} of blocksOf(text)) {
    spots.push(...spotsIn(text.slice(from, to), from, withoutEscapes))
  }
  return spots
}

function asItIs(text: string): View[] {
  return [{text, rawStart: (offset) => offset, rawEnd: (offset) => offset + 1}]
}

function withoutEscapes(text: string): View[] {
  return viewsOf(text).slice(1)
}

function spotsIn(text: string, offset: number, views: (text: string) => View[]): Spot[] {
  return findSecrets(text, views).map(({rule, value, from, to}) => ({
    detector: 'rule',
    rule: rule.id,
    what: rule.what,
    value,
    from: offset + from,
    to: offset + to,
  }))
}

/** Lines, several together where they are short; a long one is cut between words. */
function* blocksOf(text: string): Generator<{from: number; to: number}> {
  for (let from = 0; from < text.length; ) {
    const to = endOfBlock(text, from)
    yield {from, to}
    from = to
  }
}

function endOfBlock(text: string, from: number): number {
  const limit = from + blockLength
  if (limit >= text.length) return text.length
  for (const sign of ['\n', ' ', '"', ',']) {
    const at = text.lastIndexOf(sign, limit)
    if (at > from) return at + 1
  }
  return limit
}
