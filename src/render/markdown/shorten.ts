import type {Nodes, Root} from 'mdast'
import {fenceAfter} from './guard.js'

/** A text in which what means nothing to a parser of Markdown is short. */
export interface Shortened {
  text: string
  /** What each mark in it stands for, in their order. */
  pieces: readonly string[]
  /** Marks that stand for all of a fence. */
  fences: ReadonlySet<number>
}

/** Private signs, which are letters to the parser; a text that has them is left as it is. */
const [open, close] = ['\ue000', '\ue001']
const mark = /\ue000(\d+)\ue001/g

/**
 * Put marks for the code of fences and for long plain words: the parser looks at each sign
 * several times, and neither holds any that it looks for. `undefined` where there is nothing to gain.
 */
export function shorten(text: string): Shortened | undefined {
  if (text.length < worthwhile || text.includes(open) || text.includes(close)) return undefined
  const pieces: string[] = []
  const markOf = (piece: string) => open + (pieces.push(piece) - 1) + close
  const lines = withoutCode(text.split('\n'), markOf)
  const fences = new Set(pieces.keys())
  const short = withoutWords(lines, markOf)
  return pieces.length === 0 ? undefined : {text: short.join('\n'), pieces, fences}
}

const worthwhile = 200

/** The text that marks stand for. */
export function lengthen(text: string, {pieces}: Shortened): string {
  return text.replace(mark, (_, number) => pieces[Number(number)] ?? '')
}

/**
 * Put the text of all marks back into a tree. Nothing is to be said of how a text was cut up: whether
 * each mark stands where its text would be is looked up here.
 *
 * @returns Whether it does; where not, the tree is not that of the text.
 */
export function lengthenTree(tree: Root, shortened: Shortened): boolean {
  let found = 0
  for (const child of tree.children) visit(child, true)
  return found === shortened.pieces.length

  function visit(node: Nodes, isTop: boolean): void {
    if ('children' in node) for (const child of node.children) visit(child, false)
    if (!('value' in node) || !node.value.includes(open)) return
    const isCode = isTop && node.type === 'code'
    const {value} = node
    node.value = value.replace(mark, (whole, digits) => {
      const number = Number(digits)
      const isHere = !shortened.fences.has(number) || (isCode && value === whole)
      if (isHere) found += 1
      return shortened.pieces[number] ?? ''
    })
  }
}

/** Fences that begin in the first column, and so in no list and no quote. */
function withoutCode(lines: readonly string[], markOf: (piece: string) => string): string[] {
  const kept: string[] = []
  let fence: string | undefined
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const isInside = fence !== undefined
    fence = fenceAfter(line, fence)
    kept.push(line)
    if (isInside || !/^```[^`]*$/.test(line)) continue
    const end = endOfFence(lines, at)
    const code = lines.slice(at + 1, end)
    const isLong = end < lines.length && code.join('\n').length >= shortestCode
    kept.push(...(isLong ? [markOf(code.join('\n'))] : code))
    at = end - 1
  }
  return kept
}

const shortestCode = 40

/** The line that ends the fence of another one; behind the last where none does. */
function endOfFence(lines: readonly string[], start: number): number {
  let end = start + 1
  while (end < lines.length && !/^ {0,3}`{3,}[ \t]*$/.test(lines[end] ?? '')) end++
  return end
}

/**
 * Plain words in paragraphs without links, tags, escapes and addresses. Marks that have a meaning by what
 * stands beside them see the same signs as before: two of them stay at either end.
 */
function withoutWords(lines: readonly string[], markOf: (piece: string) => string): string[] {
  // Where names of links are defined, any brackets may be one.
  if (lines.some((line) => line.includes(']:'))) return [...lines]
  const kept: string[] = []
  for (let at = 0; at < lines.length; ) {
    let end = at
    // To the parser only spaces and tabs are blank, and what looks so besides goes on with a tag or a link.
    while (end < lines.length && /[^ \t]/.test(lines[end] ?? '')) end++
    const paragraph = lines.slice(at, end)
    const isPlain = !paragraph.some((line) => meaning.test(line))
    kept.push(...(isPlain ? paragraph.map((line) => shortLine(line, markOf)) : paragraph))
    if (end < lines.length) kept.push(lines[end] ?? '')
    at = end + 1
  }
  return kept
}

const meaning = /[[\]\\<&@]|:\/\/|www\./i

/** What stands before the first letter may begin a list or a table. */
function shortLine(line: string, markOf: (piece: string) => string): string {
  const start = line.search(/\p{L}/u)
  if (start < 0 || line.length - start < shortestRun) return line
  const rest = line.slice(start)
  return (
    line.slice(0, start) +
    rest.replace(run, (_, first, inner, last) => first + markOf(inner) + last)
  )
}

const shortestRun = 24
const run = /([\p{L}\p{N}]{2})([\p{L}\p{N} ,.;:'"()?=+/%{}-]{20,})([\p{L}\p{N}]{2})/gu
