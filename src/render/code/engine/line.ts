import type {Literal} from './needs.js'

/** A line in which expressions search, as vscode-textmate hands it on. */
export interface Line {
  readonly content: string
  readonly isAscii: boolean
}

/** A line to search. */
export function createLine(content: string): Line {
  return {content, isAscii: !beyondAscii.test(content)}
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
    literal.at = indexOf(line, literal, from)
  }
  return literal.at !== -1
}

function indexOf({content, isAscii}: Line, {text, isCaseless}: Literal, from: number): number {
  if (!isCaseless) return content.indexOf(text, from)
  // Beyond ASCII, letters have more forms than a small one and a capital: they may be what is sought.
  if (!isAscii || beyondAscii.test(text)) return content.length
  return content.toLowerCase().indexOf(text, from)
}

const beyondAscii = /[^\0-\x7f]/
