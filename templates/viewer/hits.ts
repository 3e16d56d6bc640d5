import {fold, type PageText, rangeOf, readPage} from './page-text.js'

/** So many hits are marked and counted at most. */
export const mostHits = 2000

let page: PageText | undefined

/** Whether a text is worth searching: one letter is not, one sign of Chinese is. */
export function isQuery(text: string): boolean {
  return text.length > 1 || text > '\x7f'
}

/**
 * Every place of a text on the page, in order; where it stands nowhere, every place of its words. The page does
 * not change, so it is read once.
 */
export function findHits(query: string): Range[] {
  page ??= readPage(document.querySelector('main') ?? document.body)
  const {text} = page
  const whole = fold(query.trim().replace(/\s/g, ' '))
  if (!isQuery(whole)) return []
  let spans = spansOf(text, whole)
  if (spans.length === 0) {
    const words = whole.split(' ').filter((word) => word.length > 2)
    spans = words.flatMap((word) => spansOf(text, word)).sort((a, b) => a[0] - b[0])
  }
  const from = page
  return spans.slice(0, mostHits).map(([start, end]) => rangeOf(from, start, end))
}

function spansOf(text: string, word: string): [number, number][] {
  const spans: [number, number][] = []
  let at = text.indexOf(word)
  while (at >= 0 && spans.length <= mostHits) {
    spans.push([at, at + word.length])
    at = text.indexOf(word, at + word.length)
  }
  return spans
}
