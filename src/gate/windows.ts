/** A piece of a long text, with the end of the piece before it. */
export interface TextWindow {
  text: string
  /** Line of the file that an offset stands in. */
  lineAt(offset: number): number
  /**
   * Whether what was found from one offset to another is this window's to tell. What touches an
   * edge may only look like something because it is cut there: the neighbour sees it whole.
   */
  isMine(from: number, to: number): boolean
  /** Which of its edges are those of the text: what is found in it depends on that too. */
  edges: string
}

/** Characters that two windows have in common: more than the longest key has. */
const overlap = 16_384

/** Characters at an edge that something may look different without. */
const margin = 1_024

/** Where a piece begins, in the text and in the file. */
interface Mark {
  at: number
  line: number
  isOneLine: boolean
}

/** Characters that a window adds at least, and at most. */
const shortest = 131_072
const longest = 262_144

/**
 * Cut a text that comes in pieces into windows, so that it is never held whole.
 *
 * Where it is cut depends on what stands there: of a text in which something was added all other windows
 * are the same as before.
 */
export function createWindows({least = shortest, most = longest} = {}) {
  let text = ''
  let marks: Mark[] = []
  let isFirst = true

  return {
    /** @param isOneLine Whether breaks in it are none of the file. @default false */
    add(piece: string, line: number, isOneLine = false): void {
      marks.push({at: text.length, line, isOneLine})
      text += piece
    },
    /** The next window; `undefined` until there is enough for one, or for the last. To be asked until there is none. */
    take(isLast: boolean): TextWindow | undefined {
      const begun = isFirst ? 0 : overlap
      const end = cutIn(text, begun + least, begun + most)
      if (end === undefined && (!isLast || text === '')) return undefined
      const taken = windowOf(text.slice(0, end), marks, isFirst, end === undefined)
      forget(end === undefined ? text.length : Math.max(0, end - overlap), taken)
      isFirst = false
      return taken
    },
  }

  function forget(from: number, {lineAt}: TextWindow): void {
    const [last] = marks.filter(({at}) => at <= from).slice(-1)
    marks = [
      {at: 0, line: lineAt(from), isOneLine: last?.isOneLine ?? false},
      ...marks.filter(({at}) => at > from).map((mark) => ({...mark, at: mark.at - from})),
    ]
    text = text.slice(from)
  }
}

/** Where a text may be cut from an offset on; `undefined` where it is too short to tell. */
function cutIn(text: string, from: number, to: number): number | undefined {
  const end = Math.min(text.length, to)
  for (let at = from; at < end; at++) {
    const sign = text.charCodeAt(at)
    if ((sign === 10 || sign === 32) && isCut(text, at)) return at + 1
  }
  return text.length >= to ? to : undefined
}

/** One word's end in 64 is a place to cut at, by the signs before it. */
function isCut(text: string, at: number): boolean {
  let hash = 0
  for (let before = Math.max(0, at - 32); before < at; before++)
    hash = (Math.imul(hash, 31) + text.charCodeAt(before)) | 0
  return (hash & 0xfc0) === 0
}

function windowOf(
  text: string,
  marks: readonly Mark[],
  isFirst: boolean,
  isLast: boolean,
): TextWindow {
  const end = text.length
  return {
    text,
    edges: `${isFirst ? 'first' : ''} ${isLast ? 'last' : ''}`,
    isMine: (from, to) =>
      (isFirst || from >= margin) &&
      (isLast || to <= end - margin || from < end - overlap + margin),
    lineAt(offset) {
      const mark = marks.findLast(({at}) => at <= offset)
      if (!mark || mark.isOneLine) return mark?.line ?? 1
      return mark.line + text.slice(mark.at, offset).split('\n').length - 1
    },
  }
}
