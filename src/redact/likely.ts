import type {Rule} from './rule.js'
import {rules} from './rules.js'

/** A rule that may find something in a text, and where: nowhere means anywhere. */
export interface LikelyRule {
  rule: Rule
  places: readonly number[] | undefined
}

interface Keyword {
  text: string
  /** Letters of either case are the same in it. */
  isFolded: boolean
  rules: number[]
}

/**
 * Keywords by their first three signs, five bits of each, in which letters of both cases are
 * the same; and beside each which fourth signs follow. A text is searched once for all rules,
 * and almost all of it is no keyword's place.
 */
const bits = 15
const mask = (1 << bits) - 1
const follows = new Uint32Array(1 << bits)
const keywords = new Map<number, Keyword[]>()
rules.forEach((rule, index) => {
  for (const text of rule.keywords) learn(text, rule, index)
})

/** Rules of which a keyword stands in a text, in their order. */
export function likelyRules(text: string): readonly LikelyRule[] {
  let seen: Map<number, number[]> | undefined
  let place = 0
  for (let index = 0; index < text.length; index++) {
    place = ((place << 5) | (text.charCodeAt(index) & 31)) & mask
    const fourth = 1 << (text.charCodeAt(index + 1) & 31)
    if (((follows[place] ?? 0) & fourth) === 0) continue
    for (const keyword of keywords.get(place) ?? []) {
      if (!standsAt(text, index - 2, keyword)) continue
      seen ??= new Map()
      note(seen, keyword.rules, index - 2)
    }
  }
  if (!seen) return none
  return [...seen]
    .sort(([a], [b]) => a - b)
    .flatMap(([index, places]) => {
      const rule = rules[index]
      return rule ? [{rule, places: rule.isAnchored ? places : undefined}] : []
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

function standsAt(text: string, index: number, {text: keyword, isFolded}: Keyword): boolean {
  if (!isFolded) return text.startsWith(keyword, index)
  for (let step = 0; step < keyword.length; step++) {
    if ((text.charCodeAt(index + step) | 32) !== keyword.charCodeAt(step)) return false
  }
  return true
}

/** Keywords of patterns that take either case are letters only, so that a bit tells the case. */
function learn(text: string, rule: Rule, index: number): void {
  const isFolded = rule.pattern.ignoreCase && /^[a-z]+$/.test(text)
  for (const place of placesOf(text)) {
    const list = keywords.get(place) ?? []
    keywords.set(place, list)
    follows[place] = (follows[place] ?? 0) | fourthOf(text)
    const known = list.find((keyword) => keyword.text === text && keyword.isFolded === isFolded)
    if (known) known.rules.push(index)
    else list.push({text, isFolded, rules: [index]})
  }
}

/** After a keyword of two signs any third may follow. */
function placesOf(text: string): number[] {
  const [first = 0, second = 0, third] = [...text].map((sign) => sign.charCodeAt(0) & 31)
  const before = (first << 10) | (second << 5)
  return third === undefined
    ? Array.from({length: 32}, (_, sign) => before | sign)
    : [before | third]
}

/** A bit for the fourth sign of a keyword, or all of them where it has none. */
function fourthOf(text: string): number {
  return text.length > 3 ? 1 << (text.charCodeAt(3) & 31) : -1
}
