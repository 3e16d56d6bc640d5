import type {Element, Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'

/** What a page says: its text with a line break around every block, and the addresses of its links. */
export interface PageText {
  text: string
  addresses: string[]
  /** The same text in another writing, whose words are not counted. */
  variant?: string
}

const inline = new Set(
  'a abbr b bdi bdo br cite data del dfn em i img ins kbd mark q s samp small span strong time u var wbr'.split(
    ' ',
  ),
)

/** Read a page as a parser of browsers does. Style and script say nothing. */
export function pageText(html: string): PageText {
  const pieces: string[] = []
  const addresses: string[] = []
  visit(fromHtml(html))
  return {text: pieces.join(''), addresses}

  function visit(node: Nodes): void {
    if (node.type === 'text') pieces.push(node.value)
    if (node.type === 'root') node.children.forEach(visit)
    if (node.type === 'element') visitElement(node)
  }

  function visitElement({tagName, properties, children}: Element): void {
    if (tagName === 'style' || tagName === 'script' || tagName === 'head') return
    for (const said of [properties.href, properties.title]) {
      if (typeof said === 'string') addresses.push(said)
    }
    if (typeof properties.alt === 'string') pieces.push(properties.alt)
    const around = inline.has(tagName) && tagName !== 'br' ? '' : '\n'
    pieces.push(around)
    children.forEach(visit)
    pieces.push(around)
  }
}

/** What Markdown says, as it stands and without its escapes. Its addresses are in the text. */
export function markdownText(markdown: string): PageText {
  const text = markdown.replace(/&#(\d+);/g, (_, code: string) =>
    String.fromCodePoint(Number(code)),
  )
  // A code span takes no escapes, and a summary only those of HTML.
  const withoutEntities = text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x([0-9A-F]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replace(/&amp;/g, '&')
  const withoutEscapes = withoutEntities.replace(/\\([!-/:-@[-`{-~])/g, '$1')
  return {text, addresses: [], variant: [markdown, withoutEntities, withoutEscapes].join('\n')}
}
