/**
 * Why a text is too dangerous for a Markdown parser, as the end of a sentence;
 * `undefined` when it may be parsed.
 *
 * The parser needs quadratic time or a deep stack on such texts: thousands of
 * nested quotes, lists or brackets. All of these are counts, never times.
 */
export function refusalOf(markdown: string): string | undefined {
  if (markdown.length > maxCharacters) return 'it is very long'
  const lines = markdown.split('\n')
  if (lines.some(isTooDeep)) return 'it is nested too deeply'
  if (isCrowded(lines)) return 'it holds too many marks in one paragraph'
  return undefined
}

const maxCharacters = 256 * 1024
const maxDepth = 40
const maxMarks = 600
const maxEmphasis = 1_500
const maxListItems = 4_000

function isTooDeep(line: string): boolean {
  const prefix = /^(?:[\t ]|>|[-+*](?=[\t ])|\d{1,9}[.)](?=[\t ]))*/.exec(line)?.[0] ?? ''
  const markers = prefix.match(/[>+*]|-|\d+[.)]/g)?.length ?? 0
  if (markers > maxDepth) return true
  return markers > 0 && prefix.replace(/\t/g, '    ').length > maxDepth * 4
}

/** Marks are counted between blank lines: that far the parser looks for partners. */
function isCrowded(lines: readonly string[]): boolean {
  let marks = 0
  let emphasis = 0
  let items = 0
  for (const line of lines) {
    if (line.trim() === '') {
      marks = 0
      emphasis = 0
    }
    marks += countOf(line, bracket)
    emphasis += countOf(line, flank)
    if (/^\s*(?:[-+*]|\d{1,9}[.)])(?:\s|$)/.test(line)) items++
    if (marks > maxMarks || emphasis > maxEmphasis || items > maxListItems) return true
  }
  return false
}

const bracket = /[[\]]|<(?=[!?/a-z])/gi
const flank = /[*_~`]+/g

function countOf(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
