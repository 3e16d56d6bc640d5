import {isObject, type Json, type JsonObject} from '../../../session/json.js'
import type {NativeSession} from '../../../session/native.js'
import {isStructure} from '../structure.js'
import {pathMasks} from './path-masks.js'
import {declaredPaths} from './path-names.js'
import {nameReplacer} from './replace-names.js'

/**
 * A session in which `[path#1].ts` stands for each file and folder that some
 * field declares, in every field and every text, subagents included. The same
 * path has the same number; numbers follow first appearance.
 */
export function withoutPaths(native: NativeSession): {native: NativeSession; count: number} {
  const paths = declaredPaths(native)
  const {masks, inTexts} = pathMasks(paths)
  const replace = nameReplacer(inTexts, masks)
  return {native: inSession(native), count: paths.length}

  function inSession(session: NativeSession): NativeSession {
    const path: (string | number)[] = []
    return {
      ...session,
      info: inside('info', session.info),
      messages: inside('messages', session.messages),
      todos: inside('todos', session.todos),
      diffs: inside('diffs', session.diffs),
      children: session.children.map(inSession),
    }

    function inside<T extends JsonObject | JsonObject[]>(name: string, value: T): T {
      return at(name, value) as T // `walk` keeps the shape: objects stay objects, arrays arrays.
    }

    function at(step: string | number, value: Json): Json {
      path.push(step)
      const result = walk(value)
      path.pop()
      return result
    }

    function walk(value: Json): Json {
      if (typeof value === 'string') return isStructure(session, path, value) ? value : text(value)
      if (Array.isArray(value)) return value.map((item, index) => at(index, item))
      if (!isObject(value)) return value
      const entries = Object.entries(value).flatMap(([name, field]) =>
        field === undefined ? [] : [[text(name, isFieldName(name)), at(name, field)]],
      )
      return Object.fromEntries(entries)
    }
  }

  function text(value: string, isField = false): string {
    if (isField) return value
    return masks.get(value.trim()) ?? replace(value)
  }
}

/** Names of fields are words of the format, unless they look like a path themselves. */
function isFieldName(name: string): boolean {
  return /^\w+$/.test(name)
}
