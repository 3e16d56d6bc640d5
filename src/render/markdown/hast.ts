import type {Element, ElementContent, Text} from 'hast'

/** One element of a hast tree. */
export function element(
  tagName: string,
  properties: Element['properties'],
  children: ElementContent[],
): Element {
  return {type: 'element', tagName, properties, children}
}

/** One text of a hast tree. */
export function text(value: string): Text {
  return {type: 'text', value}
}

/** All text in an element. */
export function textOf(node: ElementContent): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
