import type {Element} from 'hast'
import {element, textOf} from './hast.js'

/** A table in a frame that scrolls by itself, called by its columns. */
export function scrolling(table: Element): Element {
  const [header] = rowsOf(table)
  const cells = header?.children.filter((child) => child.type === 'element') ?? []
  const names = cells.map((cell) => textOf(cell).trim()).filter(Boolean)
  const ariaLabel = ['Table', names.join(', ')].filter(Boolean).join(': ').slice(0, 120)
  const frame = {className: ['sp-scroll'], role: 'group', ariaLabel, tabIndex: 0}
  return element('div', frame, [table])
}

function rowsOf(node: Element): Element[] {
  const children = node.children.filter((child): child is Element => child.type === 'element')
  return children.flatMap((child) => (child.tagName === 'tr' ? [child] : rowsOf(child)))
}
