import {entropy} from './entropy.js'
import {isCode, isPath} from './is-code.js'
import {isReadable} from './readable.js'

/**
 * Whether a value behind a telling name looks like a secret: no code, no path, no words,
 * no version; at least eight signs of more than one kind that hardly repeat.
 */
export function looksSecret(value: string, whole: string): boolean {
  if (value.length < 8 || isOfList(value, whole)) return false
  // A number in front of a colon is a place, a time or a size; words are two names.
  if (value.includes(':') && (/^\d+:/.test(value) || isReadable(value))) return false
  if (isWords(value)) return isPhrase(value) && isLiteral(value, whole)
  if (isCode(value)) return isRandomName(value) || isLiteralName(value, whole)
  const hasDigit = /[0-9]/.test(value)
  if (!/[A-Za-z]/.test(value)) return value.length >= 20 && entropy(value) >= 2.5
  // Letters alone are words, unless they are many and of both cases all over.
  if (!hasDigit) {
    return value.length >= 16 && (isMixed(value) || !isReadable(value)) && entropy(value) >= 3.2
  }
  return entropy(value) >= (value.length >= 24 ? 2.9 : 2.5)
}

/** `Not secrets: 3f9a…`: a sentence that goes on with hashes. A variable has one value, and a name for one. */
function isOfList(value: string, whole: string): boolean {
  return /(?:secret|token|key|credential)s: /i.test(whole) && isId(value)
}

/** Whether a person has to say what it is: words, or few signs that repeat. */
export function isGuess(value: string): boolean {
  return /\d/.test(value) ? entropy(value) < 2.7 : isReadable(value)
}

/** Whether a value can hardly be anything but a key: long, random, and no id in a usual form. */
export function isStrong(value: string): boolean {
  if (value.length < 20 || isId(value) || isWords(value) || isReadable(value)) return false
  if (isCode(value) || /[/.:@,;!?#$%^*&=+].{0,3}[A-Za-z]{1,12}[/.:@,;!?#$%^*&=+]/.test(value))
    return false
  const floor = /^[0-9a-f-]+$/i.test(value) ? 3 : 3.6
  return /\d.*\d/.test(value) && /[A-Za-z]/.test(value) && entropy(value) >= floor
}

/** Hashes of commits and contents, UUIDs, integrity of packages, dates and colours. */
function isId(value: string): boolean {
  return (
    /^(?:sha\d+|md5)[-:=]/i.test(value) ||
    /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value) ||
    /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(value) ||
    /^[a-z]{2,8}_[0-9A-Za-z]{20,30}$/.test(value) ||
    /^\d{4}-\d\d-\d\d/.test(value)
  )
}

/** A name of code with no more than one digit in it, of letters that no name has. */
function isRandomName(value: string): boolean {
  return value.length >= 16 && /^\w+$/.test(value) && !isReadable(value) && entropy(value) >= 3
}

function isLiteralName(value: string, whole: string): boolean {
  return /^\w*\d\w*$/.test(value) && isLiteral(value, whole)
}

/** Four words and more that a person remembers: `correct-horse-battery-staple`. */
function isPhrase(value: string): boolean {
  return value.length >= 20 && /^[a-z]+(?:[-_][a-z]+){3,}[.!*]?$/i.test(value)
}

/** In quotes, as an option and for a password a name is no name of a variable. */
function isLiteral(value: string, whole: string): boolean {
  const before = whole.slice(0, whole.lastIndexOf(value))
  return /["'`]$|^[\w-]+[ \t]+$|pass|pwd/i.test(before)
}

/** Words, and numbers between them, as they stand in paths, names and sentences. */
function isWords(value: string): boolean {
  if (/^(?:\.{0,2}|~|@[\w-]+)\/|^[a-z]+:\/\/|^[\w.-]+\/[\w./-]+\.[a-z]{1,5}$/i.test(value))
    return isPath(value)
  if (/^v?\d+(?:\.\d+)+/.test(value) && value.length < 24) return true
  return (
    /^[@#*]?(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,4})(?:[-_./:@?&=,+*#]+(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,4}))*[-_./:?!*#,]*$/.test(
      value,
    ) && isWordy(value)
  )
}

/** Random letters between signs are no words. */
function isWordy(value: string): boolean {
  return value.length < (/^[A-Za-z]+$/.test(value) ? 16 : 24) || isReadable(value)
}

/** Both cases or signs, changing more often than the words of a name do. */
function isMixed(value: string): boolean {
  const changes = value.match(/[a-z][A-Z]|[A-Z][A-Z][a-z]|[A-Za-z][^A-Za-z]/g)?.length ?? 0
  return changes * 4 >= value.length
}
