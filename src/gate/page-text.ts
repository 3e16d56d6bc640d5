import {entities} from '../redact/entities.js'

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

/** Elements that stand inside a line of text, so that a word goes on through them. */
const inline = new Set(
  'a abbr b bdi bdo cite code del em font i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

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

interface Tag {
  name: string
  isEnd: boolean
  isInline: boolean
  hasClass: boolean
  /** Values of attributes without a class, and a comment, as they are read. */
  values: readonly string[]
  /** Breaks in it. */
  lines: number
}

function parsedTag(text: string): Tag {
  const {name, isEnd, rest} = partsOf(text)
  const attributes = isEnd ? [] : attributesOf(rest)
  const values = attributes.flatMap(([attribute, value]) =>
    attribute !== 'class' && value !== '' ? [decode(value)] : [],
  )
  return {
    name,
    isEnd,
    isInline: inline.has(name),
    hasClass: attributes.some(([attribute]) => attribute === 'class'),
    values: name === '' ? [...values, text] : values,
    lines: countLines(text),
  }
}

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

function partsOf(tag: string): {name: string; isEnd: boolean; rest: string} {
  const [whole = '', slash = '', name = ''] = /^<(\/?)([A-Za-z][A-Za-z0-9-]*)/.exec(tag) ?? []
  return {name: name.toLowerCase(), isEnd: slash !== '', rest: tag.slice(whole.length, -1)}
}

function attributesOf(rest: string): [name: string, value: string][] {
  if (!rest.includes('=')) return []
  const found = rest.matchAll(/([^\s=/"'<>]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)
  return [...found].map(([, name = '', double, single, bare]) => [
    name.toLowerCase(),
    double ?? single ?? bare ?? '',
  ])
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z]{2,20}));/g,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return entities[name] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
