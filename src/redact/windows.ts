import type {Secret} from './find-secrets.js'
import {type LikelyRule, likelyRules} from './likely.js'
import type {Rule} from './rule.js'

/** Texts that are longer are searched in windows, each with the rules that may be in it. */
export const windowLength = 131_072

/** What windows share: what is shorter is whole in one of them. */
const shared = 16_384

/** So near to the beginning of a window nothing new begins, and what stands before it is not seen. */
const margin = 512

/**
 * Everything that rules find in a text, however long it is. What reaches the end of a
 * window is matched once more in the whole text, so that nothing is lost at a border.
 *
 * @param likely Rules that may find something in it, where that is known: only of a text of one window.
 */
export function matchesOf(
  text: string,
  secretOf: (rule: Rule, match: RegExpExecArray) => Secret | undefined,
  likely?: readonly LikelyRule[],
): Secret[] {
  const found: Secret[] = []
  for (let start = 0; start === 0 || start + shared < text.length; start += windowLength - shared) {
    const seen = text.length <= windowLength ? text : text.slice(start, start + windowLength)
    search(seen, likely ?? likelyRules(seen), (rule, match) => {
      if (start > 0 && match.index < margin) return
      const isCut = seen !== text && match.index + match[0].length > seen.length - margin
      const whole = isCut ? matchAt(rule.pattern, text, start + match.index) : undefined
      const secret = secretOf(rule, whole ?? match)
      if (!secret) return
      const offset = whole ? 0 : start
      found.push({...secret, from: secret.from + offset, to: secret.to + offset})
    })
  }
  return found
}

/** Two rules may judge what one pattern finds, which is then searched once. */
function search(
  text: string,
  likely: readonly LikelyRule[],
  each: (rule: Rule, match: RegExpExecArray) => void,
): void {
  let last: RegExp | undefined
  let known: RegExpExecArray[] = []
  for (const {rule, places} of likely) {
    if (rule.pattern !== last) known = searchAll(text, rule.pattern, places)
    last = rule.pattern
    for (const match of known) each(rule, match)
  }
}

function searchAll(
  text: string,
  pattern: RegExp,
  places: readonly number[] | undefined,
): RegExpExecArray[] {
  if (!places) return [...text.matchAll(pattern)]
  const found: RegExpExecArray[] = []
  const sticky = stickyOf(pattern)
  let end = 0
  for (const place of places) {
    if (place < end) continue
    sticky.lastIndex = place
    const match = sticky.exec(text)
    if (match) found.push(match)
    if (match) end = place + match[0].length
  }
  return found
}

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  const sticky = stickyOf(pattern)
  sticky.lastIndex = index
  return sticky.exec(text) ?? undefined
}

const stickies = new WeakMap<RegExp, RegExp>()

/** The same pattern, that matches only where it is told to. */
function stickyOf(pattern: RegExp): RegExp {
  const known = stickies.get(pattern)
  if (known) return known
  const sticky = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}y`)
  stickies.set(pattern, sticky)
  return sticky
}
