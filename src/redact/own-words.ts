import type {OwnPattern} from '../session/own-pattern.js'
import type {Kind} from './kind.js'
import {findForms} from './known-values.js'
import type {FindMore, Secret} from './secrets.js'
import {formsOf} from './value-forms.js'

/** Search a text for what patterns match. */
export function findPatterns(patterns: readonly OwnPattern[]): FindMore | undefined {
  if (patterns.length === 0) return undefined
  const rules = patterns.map(({name, pattern, isRequired}) => {
    const rule: Kind = {id: 'own-pattern', what: name, isRequired}
    return {rule, pattern: everywhere(pattern)}
  })
  return function* find(text) {
    for (const {rule, pattern} of rules) yield* matches(text, pattern, rule)
  }
}

/**
 * Search a text for words, in either case, and for what base64 makes of them.
 *
 * @param required Those of them that a policy wants masked.
 */
export function findWords(
  words: readonly string[],
  required: readonly string[] = [],
): FindMore | undefined {
  const named = words.filter((word) => word.trim() !== '')
  if (named.length === 0) return undefined
  const longestFirst = [...named].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(longestFirst.map(literally).join('|'), 'giu')
  const ofPolicy = new Set(required.map(plain))
  const ruleOf = (word: string): Kind => ({
    id: 'own-word',
    what: 'own word',
    isRequired: ofPolicy.has(plain(word)),
  })
  const forms = named.flatMap((word) =>
    formsOf(word)
      .filter(({text}) => text !== word)
      .map((form) => ({...form, value: plain(word), rule: ruleOf(word)})),
  )
  const findEncoded = findForms(forms)
  return function* find(text) {
    for (const secret of matches(text, pattern, ruleOf(''))) {
      yield {...secret, value: plain(secret.value), rule: ruleOf(secret.value)}
    }
    if (findEncoded) yield* findEncoded(text)
  }
}

/** One finder of several. */
export function findAll(finders: readonly (FindMore | undefined)[]): FindMore | undefined {
  const present = finders.filter((finder) => finder !== undefined)
  if (present.length < 2) return present[0]
  return function* find(text) {
    for (const finder of present) yield* finder(text)
  }
}

/** Marks of an earlier redaction are no longer what they replaced. */
const mark = /\[redacted:[^\][\n]{1,80}\]/g

function* matches(text: string, pattern: RegExp, rule: Kind): Generator<Secret> {
  const marks = text.includes('[redacted:') ? [...text.matchAll(mark)] : []
  let next = 0
  for (const match of text.matchAll(pattern)) {
    const [whole] = match
    const value = match.groups?.secret ?? whole
    if (value === '') continue
    const from = match.index + whole.lastIndexOf(value)
    const secret = {rule, value, from, to: from + value.length}
    // Matches come in order, so that marks before this one are before all others too.
    while (endOf(marks[next]) <= from) next++
    if (isNew(secret, marks, next)) yield secret
  }
}

/** Marks stay whole: nothing in one is masked again, and what reaches into one takes it all. */
function isNew(secret: Secret, marks: readonly RegExpExecArray[], first: number): boolean {
  for (let next = first; next < marks.length; next++) {
    const index = marks[next]?.index ?? 0
    const end = endOf(marks[next])
    if (secret.to <= index) break
    if (secret.from >= index && secret.to <= end) return false
    secret.from = Math.min(secret.from, index)
    secret.to = Math.max(secret.to, end)
  }
  return true
}

function endOf(match: RegExpExecArray | undefined): number {
  return match ? match.index + match[0].length : Number.POSITIVE_INFINITY
}

function everywhere(pattern: RegExp): RegExp {
  const flags = pattern.flags.replace(/[gy]/g, '')
  return new RegExp(pattern.source, `${flags}g`)
}

/** As it is counted: in small letters, on one line. */
function plain(word: string): string {
  return word.trim().replace(/\s+/g, ' ').toLowerCase()
}

/** Any white space is one: words of two parts are wrapped too. */
function literally(word: string): string {
  return word
    .trim()
    .replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
}
