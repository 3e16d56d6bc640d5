import {fenceAfter} from '../markdown/guard.js'
import {isSafeUrl} from '../text/url.js'

/**
 * Whether a text holds anything that could do something, outside of its code: tags, and what begins
 * or defines links and pictures, or code that may go on behind it. A parser has to look at it then.
 */
export function mayAct(text: string): boolean {
  const prose = withoutFences(text)
  return prose === undefined || marks.test(prose.replace(plainLink, withoutLink))
}

function withoutLink(link: string, url: string): string {
  return isSafeUrl(url) ? 'link' : link
}

/** Bare addresses are always safe ones, and a tag begins with one of these signs in every version of HTML. */
const marks = /<[a-z/!?]|!\[|\]\(|\]:|\]\[/i

/** A link and its address, with nothing in it that means something else: to any reader it is that, or text. */
const plainLink =
  /(?<![!\]\\])\[[^[\]<>!`\\\n]*\]\((https?:\/\/[\w.:-]+(?:[/?#][\w./#?=%~+:-]*)?)\)/g

/**
 * A text without the code of its fences. `undefined` where another reader could see other fences: where
 * any mark of one stands but in the first column, which no list and no quote goes on in, or is a tilde,
 * and where one is left open.
 */
function withoutFences(text: string): string | undefined {
  // Only tabs and spaces are blank to a parser, and a mark with another one behind it is code in a line.
  if (/~~~|[^\n]```|(?:^|\n)```[^\n]*(?:`|(?![ \t\n])\s)/.test(text)) return undefined
  const kept: string[] = []
  let fence: string | undefined
  for (const line of text.split('\n')) {
    const isCode = fence !== undefined
    fence = fenceAfter(line, fence)
    if (!isCode || fence === undefined) kept.push(line)
  }
  return fence === undefined ? kept.join('\n') : undefined
}
