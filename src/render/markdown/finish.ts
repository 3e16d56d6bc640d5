import type {Element, ElementContent, Root} from 'hast'
import {nameOfFence} from '../code/language-name.js'
import {joinLines, type Span} from '../code/spans.js'
import {hasRightToLeft} from '../text/direction.js'
import {linkRelation} from '../text/url.js'
import {splitInvisible, splitReordering, type TextPiece} from '../text/visible.js'
import {element, text, textOf} from './hast.js'
import {scrolling} from './table.js'

/** What the last step knows beside the tree. */
export interface FinishOptions {
  /** Lines of each code block, coloured. */
  colours: ReadonlyMap<Element, Span[][]>
  /** Put before every id of the text, so that two texts of a page share none. */
  prefix: string
  /** Level that the text's highest heading gets. */
  heading: number
  /** Whether the text has letters that run from right to left: each block finds its own direction then. */
  isMixed: boolean
  /** Ids that the text has so far. */
  ids?: Set<string>
}

/**
 * The last step, after sanitising: everything here is ours, so it may add
 * classes, colours, labels and wrappers that the schema would refuse.
 */
export function finish(tree: Root, options: FinishOptions): void {
  const levels = headingLevels(tree, options.heading)
  visit(tree, {ids: new Set(), ...options}, levels)
}

function visit(parent: Root | Element, options: FinishOptions, levels: Map<Element, number>): void {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue
    if (child.tagName === 'pre') {
      parent.children[index] = figure(child, options.colours.get(child) ?? [])
      continue
    }
    visit(child, options, levels)
    const finished = finishElement(child, options, levels)
    if (finished) parent.children[index] = finished
  }
}

function finishElement(
  node: Element,
  options: FinishOptions,
  levels: Map<Element, number>,
): Element | undefined {
  const {properties} = node
  if (properties.id) nameElement(node, options)
  if (options.isMixed) finishDirection(node)
  const level = levels.get(node)
  if (level) node.tagName = `h${level}`
  if (node.tagName === 'a') finishLink(node, options.prefix)
  if (node.tagName === 'input') return checkbox(node)
  if (node.tagName === 'table') return scrolling(node)
  const hidden = node.tagName === 'code' ? splitInvisible : splitReordering
  node.children = node.children.flatMap((child) => shown(child, hidden))
  if (node.tagName === 'li' && hasClass(node, 'task-list-item')) properties.className = ['sp-task']
  if (node.tagName === 'ul') delete properties.className
  if (node.tagName === 'section') properties.className = ['sp-notes']
  if (node.tagName === 'th') finishHeader(node)
  if (properties.align) {
    properties.className = [`sp-${String(properties.align)}`]
    delete properties.align
  }
  return undefined
}

/** `[^a][^a]` and `[^a-2]` would share an id: the later one goes without. */
function nameElement({properties}: Element, {prefix, ids}: FinishOptions): void {
  const id = `${prefix}-${String(properties.id)}`
  if (ids?.has(id)) delete properties.id
  else properties.id = id
  ids?.add(id)
}

const blocks = new Set([
  'p',
  'ul',
  'ol',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'td',
  'th',
])

/**
 * Each line of a list runs its own way. `auto` on the list would pass over
 * lines with a direction of their own, so it is said which way it begins.
 */
function finishDirection({tagName, properties, children}: Element): void {
  if (blocks.has(tagName)) properties.dir = 'auto'
  if (tagName === 'code') properties.dir = 'ltr'
  if (tagName === 'li') properties.dir = 'auto'
  if (tagName !== 'ul' && tagName !== 'ol') return
  const [letter = ''] = /\p{L}/u.exec(children.map(textOf).join('')) ?? []
  properties.dir = hasRightToLeft(letter) ? 'rtl' : 'ltr'
}

/** The text's headings below the page's own, in order and without a gap. */
function headingLevels(tree: Root, base: number): Map<Element, number> {
  const found: Element[] = []
  collectHeadings(tree, found)
  const top = Math.min(...found.map(levelOf))
  const levels = new Map<Element, number>()
  let last = base - 1
  for (const node of found) {
    const level = Math.min(base + levelOf(node) - top, last + 1, 6)
    levels.set(node, level)
    last = level
  }
  return levels
}

function collectHeadings(parent: Root | Element, found: Element[]): void {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (/^h[1-6]$/.test(child.tagName)) found.push(child)
    else collectHeadings(child, found)
  }
}

function levelOf(node: Element): number {
  return Number(node.tagName[1])
}

/** Links inside the text are footnotes; all others lead out. */
function finishLink(node: Element, prefix: string): void {
  const {properties} = node
  const target = String(properties.href ?? '')
  delete properties.className
  if (!target.startsWith('#')) {
    properties.rel = linkRelation.split(' ')
    return
  }
  properties.href = `#${prefix}-${target.slice(1)}`
  if (properties.ariaDescribedBy) {
    properties.ariaLabel = `Footnote ${textOf(node)}`
    delete properties.ariaDescribedBy
  }
}

/** A header without a text says nothing to anybody: it is a cell. */
function finishHeader(node: Element): void {
  if (node.children.length === 0) node.tagName = 'td'
  else node.properties.scope = 'col'
}

/** A drawn box, and its state in a word. */
function checkbox(node: Element): Element {
  const isDone = Boolean(node.properties.checked)
  return element('span', {className: ['sp-i', isDone ? 'sp-i-done' : 'sp-i-todo']}, [
    element('span', {className: ['sp-sr']}, [text(isDone ? 'done: ' : 'to do: ')]),
  ])
}

/** The source in a code block, and what stood behind its fence. */
export function codeOf(pre: Element): {source: string; info: string} {
  const code = pre.children.find((child): child is Element => child.type === 'element')
  const info = code?.properties.dataInfo === undefined ? '' : String(code.properties.dataInfo)
  const source = (code?.children ?? [])
    .map((child) => ('value' in child ? child.value : ''))
    .join('')
  return {source, info}
}

function figure(pre: Element, lines: readonly Span[][]): Element {
  const {info} = codeOf(pre)
  const children = joinLines(lines).flatMap(({text: value, kind}): ElementContent[] => {
    const content = shown(text(value), splitInvisible)
    return kind ? [element(kind, {}, content)] : content
  })
  const caption = info ? [captionOf(info)] : []
  const body = element('pre', {tabIndex: 0}, [element('code', {}, children)])
  return element('figure', {className: ['sp-code'], dir: 'ltr'}, [...caption, body])
}

/** The language by its name; as it was written in its title. */
function captionOf(info: string): Element {
  const name = nameOfFence(info)
  return element('figcaption', name === info ? {} : {title: info}, [text(name)])
}

/** Masked values, and hidden characters by name: all of them in code, in prose those that no language needs. */
function shown(node: ElementContent, split: (text: string) => TextPiece[]): ElementContent[] {
  if (node.type !== 'text') return [node]
  return split(node.value).map((piece) =>
    piece.className
      ? element('span', {className: [piece.className]}, [text(piece.text)])
      : text(piece.text),
  )
}

function hasClass(node: Element, name: string): boolean {
  const {className} = node.properties
  return Array.isArray(className) && className.includes(name)
}
