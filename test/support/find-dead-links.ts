import type {Element, Nodes} from 'hast'
import {fromHtml} from 'hast-util-from-html'

/** The files of a bundle: pages with their text, the others by name alone. */
export type Files = ReadonlyMap<string, string | undefined>

/**
 * Addresses in a bundle's pages that lead nowhere: files that are not there, and
 * fragments that no element carries. Without script a link must lead there by itself.
 */
export function findDeadLinks(files: Files): string[] {
  const ids = new Map<string, Set<string>>()
  const links: {page: string; address: string}[] = []
  for (const [page, text] of files) {
    if (text === undefined) continue
    const elements = elementsOf(fromHtml(text))
    ids.set(page, new Set(elements.map(({properties}) => String(properties.id ?? ''))))
    links.push(...elements.flatMap(addressesOf).map((address) => ({page, address})))
  }
  const dead = links.filter(({page, address}) => !leadsSomewhere(page, address))
  return [...new Set(dead.map(({page, address}) => `${page}: ${address.slice(0, 120)}`))]

  function leadsSomewhere(page: string, address: string): boolean {
    // Whatever has a scheme leaves the bundle, which is for others to judge.
    if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return true
    const [place = '', fragment = ''] = address.split('#', 2)
    const file = decodeURIComponent(place.split('?')[0] ?? '') || page
    if (!files.has(file)) return false
    return fragment === '' || (ids.get(file)?.has(decodeURIComponent(fragment)) ?? false)
  }
}

function addressesOf({properties}: Element): string[] {
  return [properties.href, properties.src, properties.poster, properties.dataSpIndex].filter(
    (address) => typeof address === 'string',
  )
}

function elementsOf(node: Nodes): Element[] {
  const own = node.type === 'element' ? [node] : []
  return 'children' in node ? [...own, ...node.children.flatMap(elementsOf)] : own
}
