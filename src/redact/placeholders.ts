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
  if (/\*{4,}|x{6,}|\.{4,}|…/i.test(value) || isMasked(value)) return true
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
