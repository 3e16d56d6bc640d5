import {type FoundKeywords, type Keyword, keywordsIn, longestKeyword} from './keywords.js'
import type {Rule} from './rule.js'
import {rules} from './rules.js'
import type {SharedRun} from './views.js'

/** A rule that may find something in a text, and where: nowhere means anywhere. */
export interface LikelyRule {
  rule: Rule
  places: readonly number[] | undefined
}

/** Rules of which a keyword stands in a text, in their order. */
export function likelyRules(text: string): readonly LikelyRule[] {
  return rulesOf(keywordsIn(text))
}

/**
 * Keywords of a view of a text, told from those of the text: what stands in what both share is known,
 * so that only what touches a change is looked at.
 */
export function keywordsInView(view: string, shared: readonly SharedRun[], of: FoundKeywords) {
  if (shared.length * longestKeyword > view.length) return keywordsIn(view)
  const all: [place: number, keyword: Keyword][] = []
  let next = 0
  for (const [at, {inText, inView, length}] of shared.entries()) {
    for (; (of.places[next] ?? Infinity) < inText + length; next++) {
      const place = of.places[next] ?? 0
      const keyword = of.found[next]
      if (!keyword || place < inText || place + keyword.text.length > inText + length) continue
      all.push([place - inText + inView, keyword])
    }
    const end = inView + length
    const after = shared[at + 1]?.inView ?? view.length
    const from = Math.max(inView, end - longestKeyword + 1)
    const near = keywordsIn(view.slice(from, after + longestKeyword))
    for (const [index, offset] of near.places.entries()) {
      const place = from + offset
      const keyword = near.found[index]
      if (keyword && place < after && place + keyword.text.length > end) all.push([place, keyword])
    }
  }
  all.sort(([one], [other]) => one - other)
  return {places: all.map(([place]) => place), found: all.map(([, keyword]) => keyword)}
}

/** Rules of which a keyword was found, in their order. */
export function rulesOf({places, found}: FoundKeywords): readonly LikelyRule[] {
  if (found.length === 0) return none
  const seen = new Map<number, number[]>()
  for (const [index, keyword] of found.entries()) note(seen, keyword.rules, places[index] ?? 0)
  return [...seen]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, ofRule]) => {
      const rule = rules[index]
      return rule ? [{rule, places: rule.isAnchored ? ofRule : undefined}] : []
    })
}

const none: readonly LikelyRule[] = []

function note(seen: Map<number, number[]>, found: readonly number[], index: number): void {
  for (const rule of found) {
    const places = seen.get(rule)
    if (!places) seen.set(rule, [index])
    else if (places.at(-1) !== index) places.push(index)
  }
}
