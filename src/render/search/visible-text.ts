import {isInline, isSilent} from '../../../templates/viewer/blocks.js'

const voids = new Set('area br col hr img input link meta source wbr'.split(' '))

const named: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', apos: "'"}

/**
 * The text that a reader finds in a piece of our own markup: without tags, buttons, line numbers and second
 * copies, a space between blocks. This is no parser of HTML: it knows what our templates and rehype-stringify
 * write, where attribute values are quoted and tags are closed.
 */
export function visibleText(markup: string): string {
  let text = ''
  let pre = 0
  for (let at = 0; at < markup.length; ) {
    const open = markup.indexOf('<', at)
    if (open < 0) return text + decode(markup.slice(at))
    if (open > at) text += decode(markup.slice(at, open))
    const close = endOfTag(markup, open)
    const {name, isEnd, classes, hidden} = readTag(markup.slice(open, close))
    at = close + 1
    if (name === 'pre') pre += isEnd ? -1 : 1
    // The end of an element of the page's own is not known from its tag; where that starts is enough.
    if (!isInline(name, classes, pre > 0)) text += ' '
    if (isEnd || voids.has(name) || !isSilent(name, classes, hidden)) continue
    at = endOfElement(markup, name, at)
    if (name === 'pre') pre--
  }
  return text
}

interface Tag {
  name: string
  isEnd: boolean
  classes: string | null
  hidden: string | null
}

/** Most tags of a page are these few, and short. */
const plain = new Map<string, Tag>()

/** What a tag says, without its `>`. */
function readTag(tag: string): Tag {
  const known = plain.get(tag)
  if (known) return known
  const isEnd = tag.startsWith('</')
  const space = tag.search(/[\s/]/)
  const read = {
    name: isEnd ? tag.slice(2) : tag.slice(1, space < 0 ? undefined : space),
    isEnd,
    classes: attributeOf(tag, 'class'),
    hidden: attributeOf(tag, 'aria-hidden'),
  }
  if (tag.length < 8) plain.set(tag, read)
  return read
}

function attributeOf(tag: string, name: string): string | null {
  const start = tag.indexOf(` ${name}="`)
  if (start < 0) return null
  const from = start + name.length + 3
  return tag.slice(from, tag.indexOf('"', from))
}

/** The `>` that ends a tag: a value may hold one too. */
function endOfTag(markup: string, open: number): number {
  for (let at = open; at < markup.length; at++) {
    const sign = markup.charCodeAt(at)
    if (sign === 0x3e) return at
    if (sign !== 0x22) continue
    at = markup.indexOf('"', at + 1)
    if (at < 0) return markup.length
  }
  return markup.length
}

/** Behind the end tag of an element whose start tag was just passed. */
function endOfElement(markup: string, name: string, from: number): number {
  let depth = 1
  for (let at = markup.indexOf('<', from); at >= 0; at = markup.indexOf('<', at + 1)) {
    if (markup.startsWith(`/${name}`, at + 1)) depth--
    else if (markup.startsWith(name, at + 1) && /[\s>]/.test(markup.charAt(at + 1 + name.length)))
      depth++
    if (depth === 0) return endOfTag(markup, at) + 1
  }
  return markup.length
}

function decode(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}
