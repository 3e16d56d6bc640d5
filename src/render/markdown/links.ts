import type {Element, ElementContent, Root} from 'hast'
import {realPlace} from '../text/host.js'
import {isSafeUrl} from '../text/url.js'
import {element, text} from './hast.js'

/**
 * Rehype step before sanitising: links that may not be links become text that
 * says where they pointed, and pictures become links.
 *
 * No picture is ever loaded: that would tell its server who reads the page. A
 * relative target points into somebody's disk, not beside this page.
 */
export function guardLinks(): (tree: Root) => void {
  return (tree) => visit(tree)
}

function visit(parent: Root | Element): void {
  for (const [index, child] of parent.children.entries()) {
    if (child.type !== 'element') continue
    visit(child)
    if (child.tagName === 'img') parent.children[index] = picture(child)
    else if (child.tagName === 'a' && !isFootnote(child)) parent.children[index] = link(child)
  }
}

function link(node: Element): Element {
  const target = String(node.properties.href ?? '')
  const shown = textOf(node)
  if (isSafeUrl(target)) {
    const place = realPlace(shown, target)
    return place ? span([node, text(` (${place})`)]) : node
  }
  const title = node.properties.title ? ` “${String(node.properties.title)}”` : ''
  const address = readable(target)
  if (address === '' || (address === shown && title === '')) return span(node.children)
  return span([...node.children, text(' ('), code(address), text(`${title})`)])
}

function picture(node: Element): Element {
  const target = String(node.properties.src ?? '')
  const alt = String(node.properties.alt ?? '')
  const title = node.properties.title ? ` “${String(node.properties.title)}”` : ''
  const name = text(`image: ${alt || 'no description'}${title}`)
  if (!isSafeUrl(target) || target.startsWith('mailto')) {
    return span([name, text(' ('), code(readable(target)), text(')')])
  }
  return element('a', {href: target}, [name])
}

function readable(target: string): string {
  try {
    return decodeURI(target)
  } catch {
    return target
  }
}

function isFootnote(node: Element): boolean {
  return 'dataFootnoteRef' in node.properties || 'dataFootnoteBackref' in node.properties
}

function textOf(node: Element): string {
  return node.children
    .map((child) =>
      'value' in child ? child.value : child.type === 'element' ? textOf(child) : '',
    )
    .join('')
}

function span(children: ElementContent[]): Element {
  return element('span', {className: ['sp-nolink']}, children)
}

function code(value: string): Element {
  return element('code', {}, [text(value)])
}
