import {readFileSync} from 'node:fs'
import type {Element, Nodes, Root} from 'hast'
import {fromHtml} from 'hast-util-from-html'

/** A page as a browser's parser sees it. */
export function readPage(page: string): Root {
  return fromHtml(page)
}

/** Every element of a page. */
export function elementsOf(node: Nodes): Element[] {
  const own = node.type === 'element' ? [node] : []
  return 'children' in node ? [...own, ...node.children.flatMap(elementsOf)] : own
}

/** The text of a page or of an element, without style and script. */
export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  if (node.type === 'element' && /^(?:style|script)$/.test(node.tagName)) return ''
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** The elements of a class. */
export function ofClass(node: Nodes, name: string): Element[] {
  return elementsOf(node).filter(
    ({properties: {className}}) => Array.isArray(className) && className.includes(name),
  )
}

/** What no page may hold, as sentences; empty for a good page. */
export function faultsOf(page: string): string[] {
  const root = readPage(page)
  const elements = elementsOf(root)
  const ids = elements.flatMap(({properties: {id}}) => (id === undefined ? [] : [String(id)]))
  const idSet = new Set(ids)
  const inCode = new Set(elements.filter(({tagName}) => tagName === 'code').flatMap(elementsOf))
  const allowed =
    /^(?:https?:\/\/|mailto:|#|media-[0-9a-f]+\.[a-z]+$|session\.(?:md|json)$|(?:index|page-[0-9a-f]{16})\.html(?:$|#)|style-[0-9a-f]{16}\.css$)/i
  return [
    ...(idSet.size < ids.length ? ['an id twice'] : []),
    ...elements.flatMap((element) => {
      const {tagName, properties} = element
      const faults: string[] = []
      if (tagName === 'script' && !isOurs(element)) faults.push('a script that is not ours')
      const isKnown = known.has(tagName) || (inCode.has(element) && ofCode.has(tagName))
      if (!isKnown) faults.push(`element ${tagName}`)
      for (const [name, value] of Object.entries(properties)) {
        if (/^on/i.test(name) || name === 'style') faults.push(`attribute ${name}`)
        if (name === 'href' && !allowed.test(String(value))) faults.push(`href ${value}`)
        if (
          name === 'src' &&
          !/^(?:data:image\/(?:png|jpeg|gif|webp|avif);base64,|media-|viewer-)/.test(String(value))
        ) {
          faults.push(`src ${value}`)
        }
        if (name === 'className' && (value as string[]).some((one) => !one.startsWith('sp-'))) {
          faults.push(`class ${value}`)
        }
        if (
          name === 'href' &&
          String(value).startsWith('#') &&
          !idSet.has(String(value).slice(1))
        ) {
          faults.push(`link to nothing ${value}`)
        }
      }
      return faults
    }),
    ...(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u.test(page)
      ? ['a control character']
      : []),
  ]
}

/** The viewer as it was built, or data that no browser runs. */
function isOurs({properties, children}: Element): boolean {
  if (children.length === 0) return /^viewer-[0-9a-f]{16}\.js$/.test(String(properties.src))
  const [only] = children
  if (only?.type !== 'text' || children.length !== 1) return false
  if (properties.type === 'application/json' && properties.id === 'sp-places') return true
  return Object.keys(properties).length === 0 && only.value === viewer
}

const viewer = readFileSync(new URL('../../dist/page/viewer.js', import.meta.url), 'utf8').trimEnd()

const known = new Set(
  `html head meta title link style body a header h1 h2 h3 h4 h5 h6 p strong b time dl div dt dd small span main nav
  ol ul li article details summary code pre bdi ins del mark figure figcaption img table thead tbody tr th td
  blockquote em br hr sup section footer script fieldset legend label input button form output kbd svg path
  rect line text tspan`.split(/\s+/),
)

/** Colours and lines of a diff. */
const ofCode = new Set(['u', 'var', 'i', 'samp'])
