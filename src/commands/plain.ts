/**
 * Text from a session, fit for one line of a terminal.
 *
 * A title can hold escape sequences that clear the screen, set the window's
 * title or fill the clipboard, and marks that turn the reading direction
 * around. Escape sequences go whole, other control and invisible characters
 * one by one, and line breaks become spaces.
 */
export function plain(text: string): string {
  return text
    .replace(escapeSequences, '')
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(invisible, '')
    .trim()
}

/** Like `plain`, for text of several lines such as a stack. */
export function plainLines(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => (/^\s*/.exec(line)?.[0] ?? '').replace(invisible, '') + plain(line))
    .join('\n')
}

/** JSON that means the same and has no character that a terminal would obey. */
export function plainJSON(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(
    /[\x7f-\x9f\p{Cf}\u2028\u2029]/gu,
    // Two escapes where a character takes two UTF-16 units.
    (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
  )
}

// ECMA-48: strings (OSC, DCS, SOS, PM, APC) to their end, control sequences
// (CSI) to their final byte, and every other escape with its one character.
const escapeSequences =
  /(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)|(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]?|\x1b[\x20-\x2f]*[\x30-\x7e]?/g

// Zero-width joiners stay: emoji and several scripts are written with them.
const invisible = /[\x00-\x1f\x7f-\x9f\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/gu
