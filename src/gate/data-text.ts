/** Signs that an escape of JSON may have. */
const longestEscape = 6

/**
 * Lines of a search index that are no text: its words, each without what it shares with the one before, and
 * numbers written with letters. The words are those of the pages, where they are read whole.
 */
const packed = /^"(?:words|lists)":"/

const longestName = 10

/**
 * Take JSON, or a script that is hardly more, apart as it comes in: its strings without their escapes, in
 * their places, so that a name stays in front of its value.
 *
 * @param text Where it goes: piece by piece, none of more than one line of the file.
 */
export function createDataText(text: (piece: string, line: number) => void) {
  let waiting = ''
  let line = 1
  let isStart = true
  let isPacked = false

  return {
    add(piece: string, isLast: boolean): void {
      const lines = (waiting + piece).split('\n')
      waiting = ''
      for (const [index, part] of lines.entries()) {
        const isWhole = index < lines.length - 1
        if (isWhole) give(`${part}\n`)
        else if (isLast) give(part)
        else hold(part)
      }
    },
  }

  /** What may be cut in two waits: the name that a line begins with, an escape. */
  function hold(part: string): void {
    if (isStart && part.length < longestName) {
      waiting = part
      return
    }
    const backslash = part.indexOf('\\', Math.max(0, part.length - longestEscape))
    const end = backslash < 0 ? part.length : firstOfRun(part, backslash)
    give(part.slice(0, end))
    waiting = part.slice(end)
  }

  function give(part: string): void {
    if (part === '') return
    if (isStart) isPacked = packed.test(part)
    if (!isPacked) text(unescaped(part), line)
    isStart = part.endsWith('\n')
    if (isStart) line += 1
  }
}

/** Of several backslashes the first one decides what the others mean. */
function firstOfRun(part: string, at: number): number {
  let first = at
  while (first > 0 && part[first - 1] === '\\') first -= 1
  return first
}

const letters: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', b: '\b', f: '\f'}

function unescaped(part: string): string {
  if (!part.includes('\\')) return part
  return part.replace(/\\(?:u([0-9a-fA-F]{4})|([^\n]))/g, (_whole, code?: string, sign = '') =>
    code === undefined ? (letters[sign] ?? sign) : String.fromCharCode(Number.parseInt(code, 16)),
  )
}
