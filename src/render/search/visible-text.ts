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
    const {name, isEnd, attributes} = readTag(markup.slice(open + 1, close))
    at = close + 1
    if (name === 'pre') pre += isEnd ? -1 : 1
    // The end of an element of the page's own is not known from its tag; where that starts is enough.
    if (!isInline(name, attributeOf(attributes, 'class'), pre > 0)) text += ' '
    if (isEnd || voids.has(name)) continue
    if (!isSilent(name, attributeOf(attributes, 'class'), attributeOf(attributes, 'aria-hidden')))
      continue
    at = endOfElement(markup, name, at)
    if (name === 'pre') pre--
  }
  return text
}

function readTag(tag: string): {name: string; isEnd: boolean; attributes: string} {
  const isEnd = tag.startsWith('/')
  const [name = ''] = /^[^\s/>]*/.exec(isEnd ? tag.slice(1) : tag) ?? []
  return {name, isEnd, attributes: isEnd ? '' : tag.slice(name.length)}
}

function attributeOf(attributes: string, name: string): string | null {
  if (attributes === '') return null
  const start = attributes.indexOf(` ${name}="`)
  if (start < 0) return null
  const from = start + name.length + 3
  return attributes.slice(from, attributes.indexOf('"', from))
}

/** The `>` that ends a tag: a value may hold one too. */
function endOfTag(markup: string, open: number): number {
  for (let at = open; at < markup.length; at++) {
    const sign = markup.charAt(at)
    if (sign === '>') return at
    if (sign !== '"') continue
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
