import {type Html, html} from '../html.js'
import {hasRightToLeft} from '../text/direction.js'
import {visible, visibleProse} from '../text/visible.js'

/**
 * Paragraphs of a text that holds no Markdown but code in a line and bold words;
 * `undefined` for any other.
 *
 * Most messages of an agent are a few plain sentences, and this is a hundred times
 * faster than the parser. The markup is the same.
 */
export function plainParagraphs(text: string): Html[] | undefined {
  if (text.length > 20_000) return undefined
  const hasSpans = /[`*]/.test(text)
  // Code is read before math, and so are its signs.
  if (hasSpans && (/``|\$|\\[([]| $/.test(text) || text.length > longestWithSpans)) return undefined
  const bare = hasSpans ? text.replace(span, 'x') : text
  if (special.test(bare)) return undefined
  if (!bare.split(/\n+/).every((line) => plainLine.test(line))) return undefined
  const isMixed = hasRightToLeft(text)
  const direction = isMixed && html` dir="auto"`
  return text
    .split(/\n{2,}/)
    .map(
      (one) => html`<p${direction}>${hasSpans ? withSpans(one, isMixed) : visibleProse(one)}</p>`,
    )
}

const longestWithSpans = 4_000

/** Anything that could mean something, math among it, a line's end that breaks, and what an address begins with. */
const special = /[\\`*_[\]<>#|~&@\t\r]|\$[^$\n]+\$|:\/\/|www\.|^\n|\n$|[ ]\n/i

/** A line that begins with a letter, a digit that starts no list, or an opening sign. */
const plainLine = /^(?!\d{1,9}[.)](?:\s|$))[\p{L}\p{N}"'“„‘«¿¡(…][^\n]*$|^(?:\p{L}|\p{N})$/u

/** Code between single marks, and bold words whose marks can only begin and only end them. */
const span =
  /`([^`\s](?:[^`\n\t\r]*[^`\s])?)`|(?<=^|[ \n])\*\*([\p{L}\p{N}](?:[^\\`*_[\]<>#|~&@\t\r\n]*(?:[\p{L}\p{N}](?=\*\*(?:[ \n.,;:!?)]|$))|[.,;:!?)](?=\*\*(?:[ \n]|$))))?)\*\*(?=[ \n.,;:!?)]|$)/gu

function withSpans(paragraph: string, isMixed: boolean): Html[] {
  const direction = isMixed && html` dir="ltr"`
  const parts: Html[] = []
  let end = 0
  for (const match of paragraph.matchAll(span)) {
    const [whole, code, bold] = match
    parts.push(html`${visibleProse(paragraph.slice(end, match.index))}`)
    if (code === undefined) parts.push(html`<strong>${visibleProse(bold ?? '')}</strong>`)
    else parts.push(html`<code${direction}>${visible(code)}</code>`)
    end = match.index + whole.length
  }
  return [...parts, html`${visibleProse(paragraph.slice(end))}`]
}
