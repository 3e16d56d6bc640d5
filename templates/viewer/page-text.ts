import {isInline, isSilent} from './blocks.js'

/** All text of the page in one, in lower case, with a line break between blocks, and where its nodes are in it. */
export interface PageText {
  text: string
  nodes: Text[]
  /** Where each node starts in the text. */
  starts: number[]
}

/** Read what a reader can find on the page, folded or not. No layout is needed for that. */
export function readPage(main: Element): PageText {
  const pieces: string[] = []
  const nodes: Text[] = []
  const starts: number[] = []
  let length = 0
  readInto(main, false)
  return {text: pieces.join(''), nodes, starts}

  function readInto(element: Element, isPre: boolean): void {
    for (let node = element.firstChild; node; node = node.nextSibling) {
      if (node instanceof Text) readText(node, isPre)
      else if (node instanceof Element) readElement(node, isPre)
    }
  }

  function readElement(element: Element, isOuterPre: boolean): void {
    const name = element.localName
    const classes = element.getAttribute('class')
    if (isSilent(name, classes, element.getAttribute('aria-hidden'))) return
    const isPre = isOuterPre || name === 'pre'
    const isBlock = !isInline(name, classes, isPre)
    if (isBlock) breakLine()
    readInto(element, isPre)
    if (isBlock) breakLine()
  }

  function readText(node: Text, isPre: boolean): void {
    nodes.push(node)
    starts.push(length)
    pieces.push(fold(isPre ? node.data.replace(/[^\S\n]/g, ' ') : node.data.replace(/\s/g, ' ')))
    length += node.length
  }

  function breakLine(): void {
    pieces.push('\n')
    length++
  }
}

/** Lower case without another length, so that places in the text stay places on the page: one letter grows. */
export function fold(text: string): string {
  return text.replace(/\u0130/g, 'i').toLowerCase()
}

/** The part of the page between two places in its text. */
export function rangeOf({nodes, starts}: PageText, from: number, to: number): Range {
  const range = new Range()
  const first = nodeAt(starts, from)
  const last = nodeAt(starts, to - 1)
  range.setStart(nodes[first] as Text, from - (starts[first] ?? 0)) // Every place is in a node.
  range.setEnd(nodes[last] as Text, to - (starts[last] ?? 0))
  return range
}

function nodeAt(starts: number[], position: number): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((starts[middle] ?? 0) <= position) low = middle
    else high = middle - 1
  }
  return low
}
