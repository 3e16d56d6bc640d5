/** All expressions of a grammar, as it is written. */
export function patternsOf(grammar: object): Set<string> {
  const found = new Set<string>()
  visit(grammar)
  return found

  function visit(rule: object): void {
    for (const [key, value] of Object.entries(rule)) {
      if (typeof value === 'object' && value !== null) visit(value)
      else if (typeof value === 'string' && keys.includes(key)) found.add(value)
    }
  }
}

const keys = ['match', 'begin', 'end', 'while']

/**
 * The forms in which vscode-textmate asks for an expression: `\z` in its own words, and where it
 * depends on the beginning of a text or of a search, with that and without. What is made of
 * the text that another one found is not known before.
 */
export function formsOf(pattern: string): string[] {
  const source = pattern.replace(escaped, (sign) => (sign === '\\z' ? '$(?!\\n)(?<!\\n)' : sign))
  if (!/\\[AG]/.test(source)) return [source]
  return ['', 'A', 'G', 'AG'].map((off) =>
    source.replace(escaped, (sign) => (off.includes(sign.charAt(1)) ? '\\\uffff' : sign)),
  )
}

const escaped = /\\./gs
