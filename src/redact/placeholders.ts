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
  if (isMasked(value)) return true
  return /^(?:your|my|the|some|change|replace|insert|example|dummy|placeholder|test|fake)[_-]/i.test(
    value,
  )
}

/** Nothing is left beside the marks but names and signs. */
function isMasked(value: string): boolean {
  const rest = value.replace(/\[redacted:[^\]]*\]?/g, '')
  return rest !== value && !/[A-Za-z0-9]{8}/.test(rest)
}

/**
 * Whether what stands where a secret could is code that fetches one:
 * `process.env.TOKEN`, `getToken(`, `config.secret`.
 */
export function isCode(value: string): boolean {
  if (
    /^(?:process\.env|os\.environ|env|import\.meta|config|self|this|req|request|options|secrets)[.[(]/i.test(
      value,
    )
  ) {
    return true
  }
  return /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(.*)?$/.test(value) && !/\d.*\d/.test(value)
}

/**
 * Whether a value behind a telling name looks like a secret: no code, no path, no words,
 * no version; at least eight signs of more than one kind that hardly repeat.
 */
export function looksSecret(value: string, whole: string): boolean {
  if (value.length < 8) return false
  if (isWords(value)) return isPhrase(value) && isLiteral(value, whole)
  if (isCode(value) && !(isLiteral(value, whole) && /^\w*\d\w*$/.test(value))) return false
  const hasDigit = /[0-9]/.test(value)
  const hasLetter = /[A-Za-z]/.test(value)
  if (!hasLetter) return value.length >= 20 && entropy(value) >= 2.5
  // Letters alone are words, unless they are many and of both cases all over.
  if (!hasDigit) return value.length >= 16 && isMixed(value) && entropy(value) >= 3.4
  return entropy(value) >= (value.length >= 16 ? 3 : 2.5)
}

/** Four words and more that a person remembers: `correct-horse-battery-staple`. */
function isPhrase(value: string): boolean {
  return value.length >= 20 && /^[a-z]+(?:[-_][a-z]+){3,}$/i.test(value)
}

/** In quotes, as an option and for a password a name is no name of a variable. */
function isLiteral(value: string, whole: string): boolean {
  const before = whole.slice(0, whole.lastIndexOf(value))
  return /["'`]$|^-|pass|pwd/i.test(before)
}

/** Words, and numbers between them, as they stand in paths, names and sentences. */
function isWords(value: string): boolean {
  if (/^(?:\.{0,2}|~|@[\w-]+)\/|^[a-z]+:\/\//i.test(value)) return isPath(value)
  if (/^v?\d+(?:\.\d+)+/.test(value) && value.length < 24) return true
  return /^[@#*]?(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,4})(?:[-_./:@?&=,+*#]+(?:[A-Z]?[a-z]+|[A-Z]+|\d{1,4}))*[-_./:?!*#,]*$/.test(
    value,
  )
}

/** A path is no secret, unless a step of it is as long as one and has no word in it. */
function isPath(value: string): boolean {
  return !value
    .split(/[/?&=]/)
    .some((step) => step.length >= 24 && /\d.*\d/.test(step) && /[A-Za-z]/.test(step))
}

/** Both cases or signs, changing more often than the words of a name do. */
function isMixed(value: string): boolean {
  const changes = value.match(/[a-z][A-Z]|[A-Z][A-Z][a-z]|[A-Za-z][^A-Za-z]/g)?.length ?? 0
  return changes * 4 >= value.length
}

/** Shannon entropy of a text, in bits a character. */
export function entropy(text: string): number {
  const counts = new Map<string, number>()
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) {
    const share = count / text.length
    bits -= share * Math.log2(share)
  }
  return bits
}
