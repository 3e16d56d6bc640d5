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

/** Keywords by their first two signs, of which a text is searched once for all rules. */
const table = new Uint16Array(128 * 128)
const keywords: Keyword[][] = [[]]
rules.forEach((rule, index) => {
  for (const text of rule.keywords) learn(text, rule, index)
})

/** Rules of which a keyword stands in a text, in their order. */
export function likelyRules(text: string): readonly LikelyRule[] {
  let seen: Map<number, number[]> | undefined
  let previous = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code > 127) {
      previous = 0
      continue
    }
    const entry = table[previous * 128 + code] ?? 0
    previous = code
    if (entry === 0) continue
    for (const keyword of keywords[entry] ?? []) {
      if (!standsAt(text, index - 1, keyword)) continue
      seen ??= new Map()
      note(seen, keyword.rules, index - 1)
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
  for (let step = 2; step < keyword.length; step++) {
    if ((text.charCodeAt(index + step) | 32) !== keyword.charCodeAt(step)) return false
  }
  return true
}

/** Keywords of patterns that take either case are letters only, so that a bit tells the case. */
function learn(text: string, rule: Rule, index: number): void {
  const isFolded = rule.pattern.ignoreCase && /^[a-z]+$/.test(text)
  const [first = '', second = ''] = text
  const firsts = isFolded ? [first, first.toUpperCase()] : [first]
  const seconds = isFolded ? [second, second.toUpperCase()] : [second]
  for (const one of firsts) {
    for (const two of seconds) {
      const place = one.charCodeAt(0) * 128 + two.charCodeAt(0)
      if (table[place] === 0) table[place] = keywords.push([]) - 1
      const list = keywords[table[place] ?? 0] ?? []
      const known = list.find((keyword) => keyword.text === text && keyword.isFolded === isFolded)
      if (known) known.rules.push(index)
      else list.push({text, isFolded, rules: [index]})
    }
  }
}
