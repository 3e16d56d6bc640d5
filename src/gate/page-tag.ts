import {entities} from '../redact/entities.js'

/** A tag or a comment of a page. */
export interface Tag {
  name: string
  isEnd: boolean
  isInline: boolean
  hasClass: boolean
  /** Values of attributes without a class, and a comment, as they are read. */
  values: readonly string[]
  /** Breaks in it. */
  lines: number
}

/** Read a tag, from its `<` to its `>`. */
export function parsedTag(text: string): Tag {
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

/** Elements that stand inside a line of text, so that a word goes on through them. */
const inline = new Set(
  'a abbr b bdi bdo cite code del em font i ins kbd mark q s samp small span strong sub sup time u var wbr'.split(
    ' ',
  ),
)

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

/** A text of a page without its character references. */
export function decode(text: string): string {
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

/** How many lines end in a text. */
export function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1
  return count
}
