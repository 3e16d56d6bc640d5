import type {Nodes, Root} from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {refusalOf} from '../markdown/guard.js'
import {lengthen, lengthenTree, type Shortened, shorten} from '../markdown/shorten.js'
import {cleanText, withNewlines} from '../text/clean.js'
import {isSafeUrl} from '../text/url.js'
import {fence} from './fence.js'
import {mayAct} from './may-act.js'

/**
 * Markdown that means the same and does nothing, whatever shows it: raw HTML and
 * links that may not be links are text, pictures are links.
 *
 * Many viewers run HTML and load pictures. A mark is taken away by writing it as
 * a character reference, which no viewer takes for a mark again. That can bring
 * out others, so the result is read until there is nothing to take away. What
 * does not come to rest, or may not be parsed, becomes a block of text.
 */
export function inert(markdown: string): string {
  // What goes later on could join the halves of a scheme.
  const clean = cleanText(withNewlines(markdown))
  return mayAct(clean) ? disarmed(clean) : clean
}

/** A clean text after a parser has looked for all that could do something. */
export function disarmed(clean: string): string {
  if (refusalOf(clean)) return fence(clean)
  const shortened = shorten(clean)
  const text = shortened && settled(shortened.text, shortened)
  if (shortened && text !== undefined) return lengthen(text, shortened)
  return settled(clean) ?? fence(clean)
}

/**
 * Whether a text as it stands in a transcript does nothing, and ends all that it begins: what follows
 * it must not become part of its code, and none of its code what follows.
 */
export function isAtRest(text: string): boolean {
  const end = 'endofthemessage'
  // The last look at a message is one at all of it, whatever shortening is held to be safe.
  const read = readingOf(`${text}${end}\n`)
  const last = read?.tree.children.at(-1)
  if (!read || read.edits.size > 0 || last?.type !== 'paragraph' || last.children.length !== 1)
    return false
  const [only] = last.children
  return only?.type === 'text' && only.value === end
}

/** A text with nothing left to take away; `undefined` where it is not read to the end. */
function settled(markdown: string, shortened?: Shortened): string | undefined {
  let text = markdown
  for (let pass = 0; pass < mostPasses; pass++) {
    const read = readingOf(text, shortened)
    if (!read) return undefined
    if (read.edits.size === 0) return text
    text = edited(text, read.edits)
  }
  return undefined
}

const mostPasses = 6

const processor = unified().use(remarkParse).use(remarkGfm).freeze()

/** What stands at an offset, and what is to stand there. */
type Edits = Map<number, {length: number; text: string}>

/** A text as the parser sees it, and what has to be taken away. */
interface Reading {
  tree: Root
  edits: Edits
}

/** `undefined` for what the parser gives up on, and where a mark hides something from it. */
function readingOf(text: string, shortened?: Shortened): Reading | undefined {
  const edits: Edits = new Map()
  try {
    const tree = processor.parse(text)
    if (shortened && !lengthenTree(tree, shortened)) return undefined
    collect(tree, text, edits)
    return {tree, edits}
  } catch {
    return undefined
  }
}

function collect(node: Nodes, text: string, edits: Edits): void {
  const start = node.position?.start.offset ?? 0
  if (node.type === 'html') {
    const source = text.slice(start, node.position?.end.offset)
    for (const {index} of source.matchAll(/</g)) edits.set(start + index, asText('<'))
  } else if (node.type === 'image' || node.type === 'imageReference') {
    edits.set(start, {length: 2, text: '[image: '})
  } else if (node.type === 'link' || node.type === 'definition') {
    if (!isSafeUrl(node.url)) edits.set(start, asText(text.charAt(start)))
  }
  if ('children' in node) for (const child of node.children) collect(child, text, edits)
}

function asText(sign: string): {length: number; text: string} {
  return {length: 1, text: sign === '<' ? '&lt;' : `&#${sign.charCodeAt(0)};`}
}

function edited(text: string, edits: Edits): string {
  let result = ''
  let end = 0
  for (const [start, edit] of [...edits].sort(([one], [other]) => one - other)) {
    result += text.slice(end, start) + edit.text
    end = start + edit.length
  }
  return result + text.slice(end)
}
