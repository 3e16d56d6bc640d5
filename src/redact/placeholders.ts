import {isReadable} from './readable.js'

/** Values that vendors print in their documentation; nothing is guarded by them. */
const examples = new Set([
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  // The first token on jwt.io.
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c',
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
  return isMasked(value) || isExample(value) || isCounted(value)
}

/** Digits that count up, and little beside them. */
function isCounted(value: string): boolean {
  return (
    /1234567890|0123456789/.test(value) && value.length < 18 && !/[A-Za-z]\d|\d[A-Za-z]/.test(value)
  )
}

/** Nothing is left beside the marks but names and signs. */
function isMasked(value: string): boolean {
  const rest = value.replace(/\[redacted:[^\]]*\]?/g, '')
  return rest !== value && !/[A-Za-z0-9]{8}/.test(rest)
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
