import {type Html, html, join} from '../html.js'
import {cleanText} from './clean.js'

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

/**
 * Markup or Markdown as it goes out: whatever still hides or reorders text in it, in
 * a title or an attribute that has no room for an element, is said by name.
 */
export function settled(text: string): string {
  const clean = cleanText(text)
  return reordering.test(clean)
    ? clean.replace(reorderings, (character) => `‹${nameOf(character)}›`)
    : clean
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
    if (isEmojiJoiner(text, match.index) || isVariation(text, match.index)) continue
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

/** What a picture of a letter is drawn with, one by one behind it, hides nothing. */
function isVariation(text: string, index: number): boolean {
  return (
    /[\ufe0e\ufe0f]/.test(text[index] ?? '') &&
    /\p{Emoji}$/u.test(text.slice(Math.max(0, index - 2), index))
  )
}

/** All that Unicode lets a reader's machine ignore, what breaks lines in secret, and notes between lines. */
const invisible = /[\p{Default_Ignorable_Code_Point}\u2028\u2029\ufff9-\ufffb]/u
const reordering =
  /[\u180e\u200b\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb]|[\u{e0000}-\u{e007f}\u{e01f0}-\u{e0fff}]/u
const reorderings = new RegExp(reordering.source, 'gu')
