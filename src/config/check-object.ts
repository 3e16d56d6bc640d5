import {findNodeAtLocation, type JSONPath, type Node} from 'jsonc-parser'
import * as v from 'valibot'
import {nearest} from '../text/nearest.js'
import {invalid, type JsoncFile} from './jsonc-file.js'

/** A schema that says which keys an object may have. */
export type ObjectSchema = v.StrictObjectSchema<v.ObjectEntries, undefined>

/**
 * Check one object of a configuration file key by key.
 *
 * @param at Where the object is in the file; empty for the file's top.
 * @throws SessionpressError `CONFIG_INVALID` that names file, line, column, and for an unknown
 * key the nearest right one.
 */
export function checkObject<Schema extends ObjectSchema>(
  source: JsoncFile,
  at: JSONPath,
  schema: Schema,
): v.InferOutput<Schema> {
  const node = findNodeAtLocation(source.root, at)
  if (node?.type !== 'object') {
    const what = at.length > 0 ? `\`${at.join('.')}\`` : 'the file'
    throw invalid(source, node?.offset ?? 0, `${what} must be an object`)
  }
  checkKeys(source, at, node, Object.keys(schema.entries))

  const result = v.safeParse(schema, valueAt(source.value, at))
  if (result.success) return result.output
  const [issue] = result.issues
  const path: JSONPath = [...at, ...(issue.path ?? []).map(keyOf)]
  const wrong = findNodeAtLocation(source.root, path)
  throw invalid(
    source,
    wrong?.offset ?? node.offset,
    describeIssue(path.join('.'), issue, wrong !== undefined),
  )
}

/** Two keys of one name are an error too: the reader and the parser may mean different ones. */
function checkKeys(source: JsoncFile, at: JSONPath, object: Node, known: string[]): void {
  const seen = new Set<string>()
  for (const property of object.children ?? []) {
    const [keyNode] = property.children ?? []
    const key = String(keyNode?.value)
    const name = [...at, key].join('.')
    if (seen.has(key)) throw invalid(source, property.offset, `\`${name}\` is there twice`)
    seen.add(key)
    if (known.includes(key)) continue

    const meant = nearest(key, known)
    const hint = meant
      ? `Write \`${meant}\` in its place.`
      : `Use one of ${known.map((each) => `\`${each}\``).join(', ')}.`
    throw invalid(source, property.offset, `\`${name}\` is no known key`, hint)
  }
}

/** Items of a list are looked up by numbers, anything else by names. */
function keyOf({key}: v.IssuePathItem): string | number {
  return typeof key === 'number' ? key : String(key)
}

/** What is wrong with a value, after its name. */
export function describeIssue(name: string, issue: v.BaseIssue<unknown>, isThere: boolean): string {
  if (!isThere) return `\`${name}\` is missing`
  const kinds: Record<string, string> = {
    string: 'must be a string',
    boolean: 'must be `true` or `false`',
    array: 'must be a list',
    number: 'must be a number',
    integer: 'must be a whole number',
    min_value: `must be at least ${issue.requirement}`,
    custom: 'must be an object',
    regex: 'must be an `http://` or `https://` address without `?` and `#`',
    non_empty: 'must not be empty',
    strict_object: issue.expected === 'never' ? 'is no known key' : 'must be an object',
    picklist: `must be one of ${issue.expected}`,
    union: `must be one of ${issue.expected}`,
  }
  return `\`${name}\` ${kinds[issue.type] ?? `is wrong: ${issue.message}`}`
}

function valueAt(value: unknown, at: JSONPath): unknown {
  return at.reduce<unknown>(
    // `checkObject` has found a node for every step, so each of these values is an object.
    (inner, key) => (inner as Record<string | number, unknown>)[key],
    value,
  )
}
