/** Pieces of a text that were one word before it was broken into lines or into pieces of code. */
export interface JoinedText {
  text: string
  /** Whether a place in it goes over a break. */
  isAcross(from: number, to: number): boolean
  rawStart(offset: number): number
}

/** The end of a line, with a backslash or without, or one text in quotes added to the next. */
const gap = /["'`]\s{0,3}(?:[+.&]\s{0,40})?\\?\s{0,40}["'`]|\\?\r?\n[ \t]{0,40}/g

/** A line of a terminal or of a mail is full with so many signs. */
const fullLine = 60
const longestPiece = 300
const mostPieces = 12
const shortestWord = 20

const isSign = new Uint8Array(128)
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-.:') {
  isSign[sign.charCodeAt(0)] = 1
}

interface Piece {
  from: number
  to: number
}

/** Words that go over the end of a full line, or over `" + "` in code. */
export function joinedTexts(text: string): JoinedText[] {
  const joined: JoinedText[] = []
  let pieces: Piece[] = []
  for (const match of text.matchAll(gap)) {
    const end = match.index
    const next = withoutSign(text, end, end + match[0].length)
    const last = pieces.at(-1)
    // A break right behind the last piece goes on with the word.
    if (last && last.to !== end) pieces = finish(pieces)
    if (!isAt(text, end - 1) || !isAt(text, next) || !isBreak(text, match[0], end)) continue
    if (pieces.length === 0) pieces = [{from: backward(text, end), to: end}]
    if (pieces.length < mostPieces) pieces.push({from: next, to: forward(text, next)})
  }
  finish(pieces)
  return joined

  function finish(all: Piece[]): Piece[] {
    const length = all.reduce((sum, {from, to}) => sum + to - from, 0)
    if (length >= shortestWord) joined.push(join(text, all))
    return []
  }
}

/** Behind the sign of a diff, which is one where the line before has it too. */
function withoutSign(text: string, end: number, next: number): number {
  const sign = text[next]
  if ((sign !== '+' && sign !== '-') || text[next - 1] !== '\n') return next
  return text[text.lastIndexOf('\n', end - 1) + 1] === sign ? next + 1 : next
}

/** Breaks of lines are everywhere: only a full line may have been broken in a word. */
function isBreak(text: string, gap: string, end: number): boolean {
  if (gap.startsWith('\\') || /^["'`]/.test(gap)) return true
  return end - text.lastIndexOf('\n', end - 1) > fullLine
}

function join(text: string, pieces: readonly Piece[]): JoinedText {
  const starts: number[] = []
  let length = 0
  for (const {from, to} of pieces) {
    starts.push(length)
    length += to - from
  }
  const pieceAt = (offset: number) => starts.findLastIndex((start) => start <= offset)
  return {
    text: pieces.map(({from, to}) => text.slice(from, to)).join(''),
    isAcross: (from, to) => pieceAt(from) !== pieceAt(to - 1),
    rawStart(offset) {
      const index = pieceAt(offset)
      return (pieces[index]?.from ?? 0) + offset - (starts[index] ?? 0)
    },
  }
}

function backward(text: string, end: number): number {
  let from = end
  while (from > end - longestPiece && isAt(text, from - 1)) from--
  return from
}

function forward(text: string, start: number): number {
  let to = start
  while (to < start + longestPiece && isAt(text, to)) to++
  return to
}

function isAt(text: string, index: number): boolean {
  const code = text.charCodeAt(index)
  return code < 128 && isSign[code] === 1
}
