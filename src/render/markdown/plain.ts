import {type Html, html} from '../html.js'
import {hasRightToLeft} from '../text/direction.js'
import {visibleProse} from '../text/visible.js'

/**
 * Paragraphs of a text that holds no Markdown at all; `undefined` for any other.
 *
 * Most messages of an agent are one plain sentence, and this is a hundred times
 * faster than the parser. The markup is the same.
 */
export function plainParagraphs(text: string): Html[] | undefined {
  if (text.length > 20_000 || special.test(text)) return undefined
  const paragraphs = text.split(/\n{2,}/)
  if (!paragraphs.every((one) => one.split('\n').every((line) => plainLine.test(line)))) {
    return undefined
  }
  const direction = hasRightToLeft(text) && html` dir="auto"`
  return paragraphs.map((one) => html`<p${direction}>${visibleProse(one)}</p>`)
}

/** Anything that could mean something, math among it, a line's end that breaks, and what an address begins with. */
const special = /[\\`*_[\]<>#|~&@\t\r]|\$[^$\n]+\$|:\/\/|www\.|^\n|\n$|[ ]\n/i

/** A line that begins with a letter, a digit that starts no list, or an opening sign. */
const plainLine = /^(?!\d{1,9}[.)](?:\s|$))[\p{L}\p{N}"'“„‘«¿¡(…][^\n]*$|^(?:\p{L}|\p{N})$/u
