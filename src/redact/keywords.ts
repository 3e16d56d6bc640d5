import type {Rule} from './rule.js'
import {rules} from './rules.js'

/** What stands in everything that some rules find. */
export interface Keyword {
  text: string
  codes: readonly number[]
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
/** Number of the list of keywords that begin so; there is none under 0. */
const lists = new Uint16Array(1 << bits)
const keywords: Keyword[][] = [[]]
/** Signs of the longest keyword. */
export let longestKeyword = 0
rules.forEach((rule, index) => {
  for (const text of rule.keywords) {
    learn(text, rule, index)
    longestKeyword = Math.max(longestKeyword, text.length)
  }
})

/** Keywords in a text, by where they stand. */
export interface FoundKeywords {
  places: readonly number[]
  found: readonly Keyword[]
}

/** Keywords in a text, in order of their places. */
export function keywordsIn(text: string): FoundKeywords {
  const places: number[] = []
  const found: Keyword[] = []
  const codes = codesOf(text)
  let place = 0
  let next = (codes[0] ?? 0) & 31
  for (let index = 0; index < text.length; index++) {
    place = ((place << 5) | next) & mask
    next = (codes[index + 1] ?? 0) & 31
    if (((follows[place] ?? 0) & (1 << next)) === 0 || index < 2) continue
    for (const keyword of keywords[lists[place] ?? 0] ?? []) {
      if (!standsAt(codes, index - 2, keyword)) continue
      places.push(index - 2)
      found.push(keyword)
    }
  }
  return {places, found}
}

/** Numbers are compared much faster than signs of a string that was cut out of another one. */
function codesOf(text: string): Uint16Array {
  if (text.length >= codes.length) codes = new Uint16Array(text.length * 2)
  Buffer.from(codes.buffer).write(text, 'utf16le')
  // Behind the end stands what stands in no keyword, for as far as one is compared.
  codes.fill(0, text.length, text.length + longestKeyword)
  return codes
}

let codes = new Uint16Array(1 << 15)

function standsAt(codes: Uint16Array, index: number, {codes: wanted, isFolded}: Keyword): boolean {
  const fold = isFolded ? 32 : 0
  for (let step = 0; step < wanted.length; step++) {
    if (((codes[index + step] ?? 0) | fold) !== wanted[step]) return false
  }
  return true
}

/** Keywords of patterns that take either case are letters only, so that a bit tells the case. */
function learn(text: string, rule: Rule, index: number): void {
  const isFolded = rule.pattern.ignoreCase && /^[a-z]+$/.test(text)
  for (const place of placesOf(text)) {
    lists[place] ||= keywords.push([]) - 1
    const list = keywords[lists[place] ?? 0] ?? []
    follows[place] = (follows[place] ?? 0) | fourthOf(text)
    const known = list.find((keyword) => keyword.text === text && keyword.isFolded === isFolded)
    if (known) known.rules.push(index)
    else list.push({text, codes: codesIn(text), isFolded, rules: [index]})
  }
}

function codesIn(text: string): number[] {
  return Array.from({length: text.length}, (_, at) => text.charCodeAt(at))
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
