import {countLines, decode, parsedTag, type Tag} from './page-tag.js'

/** Where the text of a page goes, piece by piece, each with the line of the file that it begins in. */
export interface TextSink {
  /**
   * Text that a reader sees, in its order. What follows a tag of a block begins on a line of its own.
   *
   * @param isOneLine Whether breaks in it are none of the file. @default false
   */
  text(piece: string, line: number, isOneLine?: boolean): void
  /** What stands beside the text: values of attributes, comments. */
  aside(piece: string, line: number): void
}

/** Elements that end at the very next end tag of their name, whatever stands in them. */
const raw = new Set(['script', 'style'])

/**
 * Take a page apart as it comes in. It is no parser of HTML and knows nothing of how our pages are made:
 * tags go, inline elements join, all others separate. An inline element with a class stands by itself unless
 * it is in `pre`, where colours cut the code.
 */
export function createPageText(sink: TextSink) {
  let waiting = ''
  let line = 1
  let pre = 0
  let rawName: string | undefined
  const tags = new Map<string, Tag>()

  return {
    /** Take the next piece of the page. */
    add(piece: string): void {
      waiting += piece
      consume(false)
    },
    /** Take what is left, as it is. */
    end(): void {
      consume(true)
    },
  }

  function consume(isLast: boolean): void {
    let at = 0
    for (;;) {
      const open = findOpen(at)
      if (open < 0) break
      const close = endOfTag(waiting, open)
      if (close < 0) {
        if (isLast || waiting.length - open > longestTag) break
        give(waiting.slice(at, open))
        waiting = waiting.slice(open)
        return
      }
      give(waiting.slice(at, open))
      readTag(waiting.slice(open, close))
      at = close
    }
    // An entity, or the end of a script, may be cut in two.
    const end = isLast ? waiting.length : Math.max(at, waiting.length - longestEntity)
    give(waiting.slice(at, end))
    waiting = waiting.slice(end)
  }

  function findOpen(at: number): number {
    if (rawName === undefined) return waiting.indexOf('<', at)
    return waiting.indexOf(`</${rawName}`, at)
  }

  function give(piece: string): void {
    if (piece === '') return
    sink.text(rawName === undefined ? decode(piece) : piece, line)
    line += countLines(piece)
  }

  function readTag(text: string): void {
    const tag = tagOf(text)
    if (!tag.isInline || (tag.hasClass && pre === 0)) sink.text('\n\n', line)
    for (const value of tag.values) sink.aside(value, line)
    if (tag.name === 'pre') pre = Math.max(0, pre + (tag.isEnd ? -1 : 1))
    rawName = !tag.isEnd && raw.has(tag.name) ? tag.name : undefined
    line += tag.lines
  }

  /** A page has few tags, each very often. */
  function tagOf(text: string): Tag {
    const known = tags.get(text)
    if (known) return known
    const tag = parsedTag(text)
    if (text.length <= longestKept && tags.size < mostKept) tags.set(text, tag)
    return tag
  }
}

const longestKept = 60
const mostKept = 1_000

/** A tag longer than this is none. */
const longestTag = 4_000_000

const longestEntity = 32

/** Behind the `>` that ends a tag or a comment; -1 where that has not come yet. */
function endOfTag(text: string, open: number): number {
  if (text.startsWith('<!--', open)) {
    const end = text.indexOf('-->', open + 4)
    return end < 0 ? -1 : end + 3
  }
  for (let at = open + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at)
    if (sign === 0x3e) return at + 1
    if (sign !== 0x22 && sign !== 0x27) continue
    at = text.indexOf(text.charAt(at), at + 1)
    if (at < 0) return -1
  }
  return -1
}
