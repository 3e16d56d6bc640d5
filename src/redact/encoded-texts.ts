import {decodedText} from './decoded-text.js'
import {longRuns, type Run} from './long-runs.js'

/** A text that stands in another one in base64. */
export interface EncodedText extends Run {
  plain: string
}

/**
 * Texts that a run of the signs of base64 holds. A long word before or after a blob may
 * have been taken for a line of it, and the sign of a diff for its first.
 */
export function encodedTexts(text: string, {from, to}: Run): EncodedText[] {
  const whole = decodedText(text.slice(from, to))
  if (whole !== undefined) return [{from, to, plain: whole}]
  const lines: Run[] = []
  for (const match of text.slice(from, to).matchAll(/[A-Za-z0-9+/_=-]+/g)) {
    const start = from + match.index
    lines.push({from: isOfDiff(text, start) ? start + 1 : start, to: start + match[0].length})
  }
  return lines.length > 1 || lines[0]?.from !== from ? joined(text, lines) : []
}

function isOfDiff(text: string, index: number): boolean {
  return (
    /[+-]/.test(text[index] ?? '') &&
    (index === 0 || /(?:\n|\\n)$/.test(text.slice(index - 2, index)))
  )
}

/** Lines that are texts each and follow one another are one text. */
function joined(text: string, lines: readonly Run[]): EncodedText[] {
  const found: EncodedText[] = []
  for (const {from, to} of lines) {
    const plain = decodedText(text.slice(from, to))
    const last = found.at(-1)
    if (plain === undefined) continue
    // Full lines are of whole bytes, so that each can be read by itself.
    const isNext = last && (last.to - last.from) % 4 === 0 && from - last.to <= 3
    if (isNext) Object.assign(last, {to, plain: last.plain + plain})
    else found.push({from, to, plain})
  }
  return found
}

/** Mask what stands in base64 in a text; what holds nothing stays as it is written. */
export function maskEncoded(text: string, mask: (plain: string) => string): string {
  let masked = ''
  let end = 0
  for (const {from, to, plain} of longRuns(text).flatMap((run) => encodedTexts(text, run))) {
    const shown = mask(plain)
    if (shown === plain) continue
    masked += text.slice(end, from) + Buffer.from(shown).toString('base64')
    end = to
  }
  return masked + text.slice(end)
}
