import {type Html, html, join} from '../html.js'

/**
 * Text of a machine, with characters that hide or reorder others said by name
 * and masked values marked.
 *
 * For code, paths, names and output; `visibleProse` is for what people write.
 */
export function visible(text: string): Html {
  return marked(text, splitInvisible(text))
}

/** The same for a line of prose: it keeps the hidden characters that languages need. */
export function visibleProse(text: string): Html {
  return marked(text, splitReordering(text))
}

function marked(text: string, pieces: readonly TextPiece[]): Html {
  if (pieces.length === 1 && pieces[0]?.className === undefined) return html`${text}`
  return join(
    pieces.map((piece) =>
      piece.className ? html`<span class="${piece.className}">${piece.text}</span>` : piece.text,
    ),
  )
}

/** The same for plain text: `‹U+202E›`. */
export function spelled(text: string): string {
  if (!invisible.test(text)) return text
  return splitInvisible(text)
    .map((piece) => (piece.className === 'sp-u' ? `‹${piece.text}›` : piece.text))
    .join('')
}

/** A stretch of text; with a class the name of one hidden character such as `U+202E`, or a masked value. */
export interface TextPiece {
  text: string
  className?: 'sp-u' | 'sp-redacted'
}

/** Cut a text at its hidden characters and masked values. */
export function splitInvisible(text: string): TextPiece[] {
  return split(text, invisible)
}

/**
 * Cut prose at masked values, at what makes it read otherwise than it is written,
 * and at what nobody can see. Marks and joiners that Arabic, Persian and emoji need stay.
 */
export function splitReordering(text: string): TextPiece[] {
  return split(text, reordering)
}

function split(text: string, hidden: RegExp): TextPiece[] {
  if (!hidden.test(text) && !text.includes('[redacted:')) return [{text}]
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(new RegExp(`${hidden.source}|${redaction}`, 'gu'))) {
    const [found] = match
    if (isEmojiJoiner(text, match.index)) continue
    if (match.index > end) pieces.push({text: text.slice(end, match.index)})
    const isRedaction = found.startsWith('[')
    pieces.push(
      isRedaction
        ? {text: found, className: 'sp-redacted'}
        : {text: nameOf(found), className: 'sp-u'},
    )
    end = match.index + found.length
  }
  if (end < text.length || pieces.length === 0) pieces.push({text: text.slice(end)})
  return pieces
}

/** What stands in place of a masked value. */
const redaction = '\\[redacted:[a-z0-9-]+#\\d+\\]'

function nameOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** A joiner inside a family of emoji hides nothing. */
function isEmojiJoiner(text: string, index: number): boolean {
  if (text[index] !== '\u200d') return false
  const before = text.slice(Math.max(0, index - 5), index)
  const after = text.slice(index + 1, index + 3)
  return (
    /[\p{Extended_Pictographic}\p{Emoji_Modifier}]\ufe0f?$/u.test(before) &&
    /^\p{Extended_Pictographic}|^[\u2640\u2642]/u.test(after)
  )
}

const invisible =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u
const reordering =
  /[\u180e\u200b\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\u{e0000}-\u{e007f}]/u
