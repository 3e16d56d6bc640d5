import {type Html, html, join} from '../html.js'

/**
 * Text of a machine, with characters that hide or reorder others said by name.
 *
 * For code, paths, names and output. In prose `splitReordering` leaves those
 * that languages need.
 */
export function visible(text: string): Html {
  if (!invisible.test(text)) return html`${text}`
  return join(
    splitInvisible(text).map((piece) =>
      piece.isInvisible ? html`<span class="sp-u">${piece.text}</span>` : piece.text,
    ),
  )
}

/** The same for plain text: `‹U+202E›`. */
export function spelled(text: string): string {
  if (!invisible.test(text)) return text
  return splitInvisible(text)
    .map((piece) => (piece.isInvisible ? `‹${piece.text}›` : piece.text))
    .join('')
}

/** A stretch of text, or the name of one hidden character such as `U+202E`. */
export interface TextPiece {
  text: string
  isInvisible: boolean
}

/** Cut a text at its hidden characters. */
export function splitInvisible(text: string): TextPiece[] {
  return split(text, invisible)
}

/**
 * Cut prose at what makes it read otherwise than it is written, and at what
 * nobody can see. Marks and joiners that Arabic, Persian and emoji need stay.
 */
export function splitReordering(text: string): TextPiece[] {
  return split(text, reordering)
}

function split(text: string, hidden: RegExp): TextPiece[] {
  if (!hidden.test(text)) return [{text, isInvisible: false}]
  const pieces: TextPiece[] = []
  let end = 0
  for (const match of text.matchAll(new RegExp(hidden.source, 'gu'))) {
    if (isEmojiJoiner(text, match.index)) continue
    if (match.index > end) pieces.push({text: text.slice(end, match.index), isInvisible: false})
    pieces.push({text: nameOf(match[0]), isInvisible: true})
    end = match.index + match[0].length
  }
  if (end < text.length) pieces.push({text: text.slice(end), isInvisible: false})
  return pieces
}

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
