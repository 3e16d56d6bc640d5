import {keyValues} from '../../../templates/key-values.js'
import {isObject, type Json} from '../../session/json.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {long} from '../text/long.js'
import {visible} from '../text/visible.js'

const maxDepth = 12
const maxEntries = 5_000

/** Any JSON as keys and values, nested keys as `a.b`. */
export function jsonCard(value: Json | undefined, scope: Scope): Html {
  if (value === undefined) return html``
  return keyValues(
    flattenJson(value).map(([key, text]) => [visible(key), renderValue(text, scope)]),
  )
}

/** Keys and texts of any JSON; what is too deep or too much is one JSON text. */
export function flattenJson(value: Json): [string, string][] {
  const entries: [string, string][] = []
  flatten('', value, entries, 0)
  return entries
}

function flatten(path: string, value: Json, entries: [string, string][], depth: number): void {
  const children = Array.isArray(value)
    ? value.map((child, index): [string, Json] => [String(index + 1), child])
    : isObject(value)
      ? Object.entries(value).flatMap(([key, child]): [string, Json][] =>
          child === undefined ? [] : [[key, child]],
        )
      : undefined
  const isLeaf = !children || depth >= maxDepth || entries.length + children.length > maxEntries
  if (isLeaf) {
    entries.push([path || 'value', typeof value === 'string' ? value : JSON.stringify(value)])
    return
  }
  if (children.length === 0 && path !== '') entries.push([path, 'empty'])
  for (const [key, child] of children)
    flatten(path ? `${path}.${key}` : key, child, entries, depth + 1)
}

function renderValue(text: string, scope: Scope): Html {
  if (text === '') return html`<span class="sp-soft">empty</span>`
  if (!text.includes('\n')) return long(text, scope, visible)
  return long(text, scope, (piece) => html`<pre class="sp-plain">${visible(piece)}</pre>`)
}
