import type {KnownValue} from '../session/known-value.js'
import {joinLines} from './join-lines.js'
import type {Kind} from './kind.js'
import {createLiteralSearch} from './literal-search.js'
import {isSearchable} from './searchable.js'
import type {FindMore, Secret} from './secrets.js'
import {formsOf, type ValueForm} from './value-forms.js'

export type {KnownValue}

/** Known values that can be searched: each once, without those that a session says by accident. */
export function searchable(known: readonly KnownValue[]): KnownValue[] {
  const values = new Map<string, KnownValue>()
  for (const {value, origin} of known) {
    const trimmed = value.trim()
    if (!values.has(trimmed) && isSearchable(trimmed)) values.set(trimmed, {value: trimmed, origin})
  }
  return [...values.values()]
}

/** Search a text for values that the person's machine knows, in every form. */
export function findKnown(known: readonly KnownValue[]): FindMore | undefined {
  const forms = searchable(known).flatMap(({value, origin}) => {
    const rule: Kind = {id: 'known-value', what: `value of ${origin}`}
    return formsOf(value).map((form) => ({...form, value, rule}))
  })
  return findForms(forms)
}

/** A form of a value, and what the value is. */
export interface KnownForm extends ValueForm {
  value: string
  rule: Kind
}

/** Search for forms as they are, and across the ends of lines. */
export function findForms(forms: readonly KnownForm[]): FindMore | undefined {
  if (forms.length === 0) return undefined
  const search = createLiteralSearch(forms.map(({text}) => text))

  return function* find(text) {
    if (text.length < 8) return
    yield* inOne(text)
    for (const wrap of wraps) {
      if (!wrap.isLikely.test(text)) continue
      const joined = joinLines(text, wrap.pattern)
      for (const secret of inOne(joined.text)) {
        // What no end of a line is in was found already.
        const place = joined.placeOf(secret.from, secret.to)
        if (place) yield {...secret, ...place}
      }
    }
  }

  function* inOne(text: string): Generator<Secret> {
    for (const {word, index} of search(text)) {
      const form = forms[word]
      if (!form || !standsAlone(form, text, index)) continue
      const {value, rule} = form
      const from = index - (isSign(text[index - 1]) ? form.before : 0)
      const end = index + form.text.length
      yield {rule, value, from, to: end + (isSign(text[end]) ? form.after : 0)}
    }
  }
}

/** What may stand between two parts of a value: an end of a line, with a margin or a diff's sign. */
const wraps = [
  {isLikely: /\n/, pattern: /\\?\r?\n[ \t]*/g},
  {isLikely: /^[+-]/m, pattern: /\r?\n[+\- ]/g},
  {isLikely: /\\n/, pattern: /(?:\\r)?\\n/g},
]

/** Short values of one case are parts of hashes and names too. */
function standsAlone({text, value}: KnownForm, whole: string, index: number): boolean {
  if (value.length >= 12 || text !== value || !/^(?:[a-z0-9]+|[A-Z0-9]+)$/.test(value)) return true
  const before = whole.slice(Math.max(0, index - 6), index)
  const isStart = !/[A-Za-z0-9]$/.test(before) || /\\(?:[bfnrtv]|u[0-9a-f]{4})$/i.test(before)
  return isStart && !/[A-Za-z0-9]/.test(whole[index + text.length] ?? '')
}

function isSign(sign: string | undefined): boolean {
  return sign !== undefined && /[A-Za-z0-9+/_-]/.test(sign)
}
