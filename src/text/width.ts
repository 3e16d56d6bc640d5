/** Columns that a text takes in a terminal: two for wide characters and emoji, none for marks. */
export function widthOf(text: string): number {
  let width = 0
  for (const {segment} of graphemes(text)) width += wide.test(segment) ? 2 : 1
  return width
}

/** Cut a text to a number of columns, with `…` where something is missing. */
export function shorten(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  let cut = ''
  let width = 1
  for (const {segment} of graphemes(text)) {
    width += wide.test(segment) ? 2 : 1
    if (width > columns) break
    cut += segment
  }
  return `${cut}…`
}

/** Fill a text with spaces up to a number of columns. */
export function pad(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - widthOf(text)))
}

// Made when first needed, since most calls of the command need none.
let segmenter: Intl.Segmenter | undefined

function graphemes(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter('en', {granularity: 'grapheme'})
  return segmenter.segment(text)
}

// Blocks of East Asian Width W and F (UAX #11) that titles are written in.
const wide =
  /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{20000}-\u{3fffd}]/u
