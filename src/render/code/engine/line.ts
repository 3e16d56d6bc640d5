import type {Literal} from './needs.js'

/** A line in which expressions search, as vscode-textmate hands it on. */
export interface Line {
  readonly content: string
}

/** A literal, with where it stands in the line that was asked about last. */
export interface Sought extends Literal {
  line: Line | undefined
  from: number
  at: number
}

/** Whether a line has a literal at a place or after it. What was found before is not sought again. */
export function has(line: Line, literal: Sought, from: number): boolean {
  const isKnown =
    literal.line === line && literal.from <= from && (literal.at === -1 || literal.at >= from)
  if (!isKnown) {
    literal.line = line
    literal.from = from
    literal.at = indexOf(line.content, literal, from)
  }
  return literal.at !== -1
}

function indexOf(text: string, {text: sought, isCaseless}: Literal, from: number): number {
  if (!isCaseless) return text.indexOf(sought, from)
  // Beyond ASCII, letters have more forms than a small one and a capital: they may be what is sought.
  if (beyondAscii.test(text) || beyondAscii.test(sought)) return text.length
  return text.toLowerCase().indexOf(sought, from)
}

const beyondAscii = /[^\0-\x7f]/
