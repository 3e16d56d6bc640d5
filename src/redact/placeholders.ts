/** Values that vendors print in their documentation; nothing is guarded by them. */
const examples = new Set([
  'AKIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'ASIAIOSFODNN7EXAMPLE',
])

/**
 * Whether a value only stands for a secret: an example of a documentation, a
 * placeholder, a reference to a variable, code that fetches the value, or one
 * that was masked already.
 */
export function isPlaceholder(value: string): boolean {
  if (examples.has(value)) return true
  if (/^(?:<.*>|\[.*\]|\{.*\}|\$.*|%.*%|\*+|x+|\.+|-+|_+)$/i.test(value)) return true
  if (/\[redacted/.test(value) || /(?:\*{4,}|x{6,}|\.{4,}|…)/i.test(value)) return true
  if (
    /^(?:your|my|the|some|change|replace|insert|example|dummy|placeholder|test|fake)[_-]/i.test(
      value,
    )
  )
    return true
  return isCode(value)
}

/** `process.env.TOKEN`, `getToken(`, `config.secret`: names, not values. */
function isCode(value: string): boolean {
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
