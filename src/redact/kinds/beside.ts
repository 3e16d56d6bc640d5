import type {Part} from '../form.js'
import {isReadable} from '../readable.js'
import type {Kind} from './token.js'

export interface BesideOptions {
  /**
   * What the name must say besides the vendor, for forms that most ids have too.
   * @default anything but the name of a hash
   */
  name?: RegExp
  /** Floor in bits a character. @default by the alphabet */
  entropy?: number
  /** Set where other things beside the vendor's name look the same. @default undefined */
  confidence?: 'unsure'
  /** Where the name has to say more than the first word. @default `word_key=…` */
  example?: string
}

/** Names of what is secret; `tokenId` or `keyCount` are none, but no value of theirs fits. */
export const secretName = /key|token|secret|auth|passw|pwd|cred|api|bearer/i

/**
 * A secret without a text of its own: the vendor's word stands in a name, an element, a
 * call or a URL, what is assigned there has a fixed alphabet and length.
 *
 * Words are separated by spaces; `new-relic` is also `newRelic`, `NEW_RELIC` and `newrelic`.
 * A part of a form that is named `secret` is masked alone.
 */
export function beside(
  id: string,
  what: string,
  words: string,
  {source, sample}: Part,
  {name, ...rest}: BesideOptions = {},
): Kind {
  const spellings = words.split(' ').flatMap(spellingsOf)
  const [first = ''] = words.split(' ')
  const value = source.includes('(?<secret>') ? source : `(?<secret>${source})`
  return {
    id,
    what,
    pattern: new RegExp(
      `(?:${spellings.map(guarded).join('|')})${place}${ofAnyCase(value)}(?![\\w+/=-])`,
      'g',
    ),
    keywords: spellings,
    example: `${first.replaceAll('-', '_')}_key=${sample}`,
    entropy: floorOf(source),
    isSecret: (found, whole) => isMixed(found, source) && isNamed(whole, found, name),
    isAnchored: true,
    ...rest,
  }
}

const quote = '(?:\\\\{0,4}["\'`])?'

const assigns =
  '(?:(?:[ \\t]{1,4}|: {0,2})(?:string|str|String))?[ \\t]{0,4}(?:=>|[:?.+|]{0,3}=|\\|\\||:|,)[ \\t]{0,4}'

/** From the vendor's word to the value: an assignment, an element, a call, or a query of a URL. */
const place = `(?:[\\w. \\t-]{0,30}?(?:${quote}\\]?${assigns}|>\\s{0,40}|\\()|[^\\s"'\`<>]{0,100}?[?&][\\w.-]{0,20}=)${quote}`

/** As names in code, in variables of the environment, in headers and in words write it. */
function spellingsOf(word: string): string[] {
  const parts = word.split('-')
  const [first = '', ...others] = parts
  const titles = parts.map(capitalized)
  const joined = ['', '-', '_'].map((sign) => parts.join(sign))
  const camel = first + others.map(capitalized).join('')
  return [
    ...new Set([
      ...joined,
      ...joined.map((text) => text.toUpperCase()),
      ...[camel, capitalized(parts.join(''))],
      ...['', '-', ' '].map((sign) => titles.join(sign)),
    ]),
  ]
}

function capitalized(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** No part of a longer word: `CameraKit` has nothing to do with `Meraki`, `globe` with `lob`. */
function guarded(spelling: string): string {
  if (/^[a-z]/.test(spelling)) return `(?:(?<![A-Za-z])|(?<=\\\\[bfnrtv]))${spelling}(?![a-z]{3})`
  return /^[A-Z][a-z]/.test(spelling) ? `${spelling}(?![a-z]{3})` : `(?<![A-Z])${spelling}`
}

/** Vendors write hexadecimal digits in small letters, but not all programs do. */
function ofAnyCase(source: string): string {
  return source.replaceAll('[a-f0-9]', '[A-Fa-f0-9]')
}

/** What made-up and repeated values do not reach, and hardly a value by chance fails. */
function floorOf(source: string): number {
  if (source.startsWith('[0-9]')) return 2
  return source.startsWith('[a-f0-9]') || source.startsWith('[A-Fa-f0-9]') ? 2.6 : 3
}

/** Letters alone are words where they read as such, digits alone are numbers. */
function isMixed(value: string, source: string): boolean {
  if (source.startsWith('[0-9]')) return true
  if (!/[A-Za-z]/.test(value)) return false
  return /\d/.test(value) || (value.length >= 12 && !isReadable(value))
}

const hashName =
  /sha-?\d|md5|hash|commit|digest|checksum|etag|integrity|revision|version|trace|request/i

function isNamed(whole: string, value: string, name: RegExp | undefined): boolean {
  const before = whole.slice(0, whole.lastIndexOf(value))
  return !hashName.test(before) && (name === undefined || name.test(before))
}
