import {isPublished} from './published.js'
import {isReadable} from './readable.js'

/** Values that vendors print in their documentation; nothing is guarded by them. */
const examples = new Set([
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  // The first token on jwt.io.
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
  // Sources with a password in Microsoft's reference of `nuget.config`.
  '33f!!lloppa',
  'hal+9ooo_da!sY',
])

/**
 * Whether a value only stands for a secret: an example of a documentation, a
 * placeholder, a reference to a variable, or one that was masked already.
 */
export function isPlaceholder(value: string): boolean {
  if (examples.has(value) || /^A[KS]IA[A-Z0-9]+EXAMPLE$|EXAMPLEKEY$/.test(value)) return true
  if (/^(?:<.*>|\[.*\]|\{.*\}|\$\{.*|\$\(.*|\$\w+|%\w+%|\*+|x+|\.+|-+|_+)$/i.test(value))
    return true
  if (/\*{4,}|x{6,}|\.{4,}|…|#{8,}|abcdefghijkl|([A-Za-z0-9])\1{19}.{0,12}$/i.test(value))
    return true
  return (
    isMasked(value) ||
    isExample(value) ||
    isCounted(value) ||
    isAlphabet(value) ||
    isPublished(value)
  )
}

/** Ten letters of the alphabet in a row, which no generator of secrets gives anybody. */
function isAlphabet(value: string): boolean {
  let row = 1
  for (let index = 1; index < value.length && row < 10; index++) {
    const code = value.charCodeAt(index) | 32
    const isNext = code === (value.charCodeAt(index - 1) | 32) + 1
    row = isNext && code > 97 && code <= 122 ? row + 1 : 1
  }
  return row >= 10
}

/** Digits that count up, and little beside them. */
function isCounted(value: string): boolean {
  return (
    /1234567890|0123456789/.test(value) && value.length < 18 && !/[A-Za-z]\d|\d[A-Za-z]/.test(value)
  )
}

/** Nothing is left beside the marks but names and signs. */
function isMasked(value: string): boolean {
  // The Markdown twin may write the signs of a mark by their numbers.
  const plain = value.replace(/&#(35|91|93);/g, (_, code) => String.fromCharCode(Number(code)))
  // Where a colon parts a name from a password, it may be the mark's own.
  const rest = plain.replace(
    /\[redacted:[^\]]*\]?|^(?:[a-z0-9-]{2,60}\\*#\d+|(?:user|host)-name)\\*\]/g,
    '',
  )
  return rest !== plain && !/[A-Za-z0-9]{8}/.test(rest)
}

/** `your-token-here` says it in words; `test_` is also what keys of a test begin with. */
function isExample(value: string): boolean {
  return (
    value.length < 200 &&
    /^(?:your|my|the|some|change|replace|insert|example|dummy|placeholder|test|fake)[_-]/i.test(
      value,
    ) &&
    isReadable(value)
  )
}
