import type {Json, JsonObject} from '../../session/json.js'

/** Levels of nesting that are kept. Real sessions have fewer than twenty. */
const maxDepth = 200

/** Stands for what is nested deeper than in any real session. */
export const tooDeep = '[nested too deep]'

/**
 * Looks at each object on the way down. What it returns is taken in place of
 * the object; `undefined` goes on with its fields.
 */
export type ReplaceObject = (value: JsonObject, depth: number) => Json | undefined

/**
 * A copy that shares nothing with its original.
 *
 * `__proto__` as a key is left out and nesting is limited, so that nobody
 * downstream has to fear either.
 */
export function copyJson(value: Json, replace?: ReplaceObject, depth = 0): Json {
  if (typeof value !== 'object' || value === null) return value
  if (depth > maxDepth) return tooDeep
  if (Array.isArray(value)) return value.map((item) => copyJson(item, replace, depth + 1))
  return replace?.(value, depth) ?? copyObject(value, replace, depth)
}

/** The same for something known to be an object. */
export function copyObject(value: JsonObject, replace?: ReplaceObject, depth = 0): JsonObject {
  const result: JsonObject = {}
  for (const [key, item] of Object.entries(value)) {
    if (key !== '__proto__' && item !== undefined) result[key] = copyJson(item, replace, depth + 1)
  }
  return result
}

/** A copy of the object without some of its fields. */
export function copyWithout(value: JsonObject, ...fields: string[]): JsonObject {
  const kept = Object.entries(value).filter(([key]) => !fields.includes(key))
  return copyObject(Object.fromEntries(kept))
}
