import type {Element, ElementContent} from 'hast'
import type {Code, Html, Nodes, Parents} from 'mdast'
import type {Handlers, State} from 'mdast-util-to-hast'
import {element} from './hast.js'

/**
 * How Markdown becomes hast where the usual way would lose something.
 *
 * Raw HTML is shown as the text that it is: an agent that writes `<Button>`
 * means the word. The rest of a fence's first line is kept as well.
 */
export const handlers: Handlers = {html: rawHtml, code: fence}

const flow = new Set(['root', 'blockquote', 'listItem', 'footnoteDefinition'])

function rawHtml(_state: State, node: Html, parent: Parents | undefined): ElementContent {
  const text = {type: 'text' as const, value: node.value}
  if (!parent || !flow.has(parent.type)) return text
  return element('p', {className: ['sp-raw']}, [text])
}

function fence(_state: State, node: Code): Element {
  const info = [node.lang, node.meta].filter(Boolean).join(' ')
  const properties = info ? {dataInfo: info} : {}
  const code = element('code', properties, [{type: 'text', value: node.value}])
  return element('pre', {}, [code])
}

/**
 * Change a Markdown tree so that nothing of its text gets lost: definitions
 * that no link uses become text, and cells past a table's width widen it.
 */
export function keepEverything(tree: Nodes, source: string): void {
  const notes = new Map<string, Nodes>()
  const used = new Set<string>()
  collectUses(tree, used, notes)
  // Footnotes that only unused footnotes call are never shown either.
  for (const key of used) for (const child of childrenOf(notes.get(key))) collectUses(child, used)
  keepDefinitions(tree, source, used, new Set())
}

/** What is used outside of footnotes; those are put aside, the first of each name. */
function collectUses(node: Nodes, used: Set<string>, notes?: Map<string, Nodes>): void {
  if ('identifier' in node && node.type.endsWith('Reference')) used.add(keyOf(node))
  if (node.type === 'table') {
    const width = Math.max(...node.children.map((row) => row.children.length))
    node.align = Array.from({length: width}, (_, index) => node.align?.[index] ?? null)
  }
  for (const child of childrenOf(node)) {
    if (notes && child.type === 'footnoteDefinition') {
      if (!notes.has(keyOf(child))) notes.set(keyOf(child), child)
    } else collectUses(child, used, notes)
  }
}

function childrenOf(node: Nodes | undefined): readonly Nodes[] {
  return node && 'children' in node ? node.children : []
}

function keepDefinitions(node: Nodes, source: string, used: Set<string>, seen: Set<string>): void {
  if (!('children' in node)) return
  for (const [index, child] of node.children.entries()) {
    if (child.type !== 'definition' && child.type !== 'footnoteDefinition') {
      keepDefinitions(child, source, used, seen)
      continue
    }
    const key = keyOf(child)
    const isShown = used.has(key) && !seen.has(key)
    seen.add(key)
    if (isShown) continue
    const {start, end} = child.position ?? {}
    const value = source.slice(start?.offset ?? 0, end?.offset ?? 0)
    // A paragraph may stand wherever a definition may.
    node.children[index] = {type: 'paragraph', children: [{type: 'text', value}]}
  }
}

function keyOf(node: {type: string; identifier: string}): string {
  return `${node.type.startsWith('footnote') ? '^' : ''}${node.identifier.toUpperCase()}`
}
