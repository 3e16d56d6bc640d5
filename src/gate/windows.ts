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

/** Cut a text that comes in pieces into windows, so that it is never held whole. */
export function createWindows(size = 262_144) {
  let text = ''
  let marks: Mark[] = []
  let isFirst = true

  return {
    /** @param isOneLine Whether breaks in it are none of the file. @default false */
    add(piece: string, line: number, isOneLine = false): void {
      marks.push({at: text.length, line, isOneLine})
      text += piece
    },
    /** The next window; `undefined` until there is enough for one, or for the last. */
    take(isLast: boolean): TextWindow | undefined {
      if (text === '' || (!isLast && text.length < size)) return undefined
      const taken = windowOf(text, marks, isFirst, isLast)
      const from = isLast ? text.length : text.length - overlap
      const [last] = marks.filter(({at}) => at <= from).slice(-1)
      marks = [
        {at: 0, line: taken.lineAt(from), isOneLine: last?.isOneLine ?? false},
        ...marks.filter(({at}) => at > from).map((mark) => ({...mark, at: mark.at - from})),
      ]
      text = text.slice(from)
      isFirst = false
      return taken
    },
  }
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
