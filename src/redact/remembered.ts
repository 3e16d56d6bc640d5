import type {MaskText} from './base64.js'
import type {Kind} from './kind.js'
import type {Tally} from './tally.js'

interface Result {
  masked: string
  /** What was counted, to count it again. */
  counts: [kind: Kind, value: string][]
}

/** Characters of texts and results that are remembered; then all of them are forgotten. */
const mostRemembered = 8_000_000

/**
 * Sessions say most things more than once: results of a masking by text. What
 * it counted counts each time, at the place where it stands.
 */
export function remembered(mask: (text: string, tally: Tally) => string, tally: Tally): MaskText {
  const results = new Map<string, Result>()
  let size = 0
  return function maskOnce(text) {
    const known = results.get(text)
    if (known) {
      for (const [kind, value] of known.counts) tally.count(kind, value)
      return known.masked
    }
    const counts: Result['counts'] = []
    const masked = mask(text, recording(tally, counts))
    size += text.length + masked.length
    if (size > mostRemembered) {
      results.clear()
      size = text.length + masked.length
    }
    results.set(text, {masked, counts})
    return masked
  }
}

function recording(tally: Tally, counts: Result['counts']): Tally {
  return {
    count(kind, value) {
      counts.push([kind, value])
      return tally.count(kind, value)
    },
  }
}
