import type {Json, JsonObject} from '../../../session/json.js'
import {arrayOf, booleanOf, isObject, numberOf, objectOf, stringOf} from '../../../session/json.js'

/** Reads fields of an object and remembers which, so that the others can be shown as they are. */
export interface Fields {
  text(...names: string[]): string | undefined
  number(...names: string[]): number | undefined
  flag(name: string): boolean | undefined
  /** Whether the field is there and `null`. */
  isNull(name: string): boolean
  object(name: string): JsonObject
  list(name: string): Json[]
  /** Say that these are shown elsewhere, or are of no interest to a reader. */
  drop(...names: string[]): void
  /** What nobody has read, without empty values. */
  rest(): JsonObject
}

/**
 * Wrap an object from outside. A field of the wrong type counts as unread, so
 * that it appears among the rest and nothing is lost.
 */
export function fields(value: unknown): Fields {
  const source = objectOf(value)
  const read = new Set<string>()

  return {
    text: (...names) => first(names, stringOf),
    number: (...names) => first(names, numberOf),
    flag: (name) => first([name], booleanOf),
    isNull: (name) => Object.hasOwn(source, name) && source[name] === null,
    object: (name) => objectOf(first([name], (field) => (isObject(field) ? field : undefined))),
    list: (name) => arrayOf(first([name], (field) => (Array.isArray(field) ? field : undefined))),
    drop: (...names) => {
      for (const name of names) read.add(name)
    },
    rest: () => withoutEmpty(source, read),
  }

  function first<T>(names: string[], parse: (field: unknown) => T | undefined): T | undefined {
    for (const name of names) {
      const field = Object.hasOwn(source, name) ? parse(source[name]) : undefined
      if (field === undefined) continue
      read.add(name)
      return field
    }
    return undefined
  }
}

function withoutEmpty(source: JsonObject, read: ReadonlySet<string>): JsonObject {
  const entries = Object.entries(source).filter(([name, field]) => {
    if (read.has(name) || field === undefined || field === null || field === '') return false
    return typeof field !== 'object' || Object.keys(field).length > 0
  })
  return Object.fromEntries(entries)
}

/** Two sets of leftovers as one; the second set's names get a suffix where both have one. */
export function mergeRest(first: JsonObject, second: JsonObject): JsonObject {
  const renamed = Object.entries(second).map(([name, field]): [string, Json | undefined] => [
    Object.hasOwn(first, name) ? `${name} (metadata)` : name,
    field,
  ])
  return Object.fromEntries([...Object.entries(first), ...renamed])
}
