import type {MaskText} from './base64.js'
import type {Tally} from './tally.js'

interface Result {
  masked: string
  /** What was counted, to count it again. */
  counts: [rule: string, value?: string][]
}

/**
 * Sessions say most things more than once: results of a masking by text. What
 * it counted counts each time.
 */
export function remembered(mask: (text: string, tally: Tally) => string, tally: Tally): MaskText {
  const results = new Map<string, Result>()
  return function maskOnce(text) {
    const known = results.get(text)
    if (known) {
      for (const [rule, value] of known.counts) {
        if (value === undefined) tally.count(rule)
        else tally.numberOf(rule, value)
      }
      return known.masked
    }
    const counts: Result['counts'] = []
    const masked = mask(text, recording(tally, counts))
    results.set(text, {masked, counts})
    return masked
  }
}

function recording(tally: Tally, counts: Result['counts']): Tally {
  return {
    numberOf(rule, value) {
      counts.push([rule, value])
      return tally.numberOf(rule, value)
    },
    count(rule) {
      counts.push([rule])
      tally.count(rule)
    },
    findings: tally.findings,
  }
}
