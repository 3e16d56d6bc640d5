import {arrayOf, isObject, type Json, type JsonObject, objectOf} from '../../../session/json.js'
import type {NativeSession} from '../../../session/native.js'
import {isStructure} from '../structure.js'
import {toolOf} from './call.js'
import {pathMasks} from './path-masks.js'
import {declaredPaths, isListing, isPathField} from './path-names.js'
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
      if (typeof value === 'string')
        return isStructure(session, path, value) ? value : replace(value)
      if (Array.isArray(value)) return value.map((item, index) => at(index, item))
      if (!isObject(value)) return value
      const lists = isListing(toolOf(value) ?? '') ? inLists(value) : value
      const entries = Object.entries(lists).flatMap(([name, field]) => {
        if (field === undefined) return []
        const own = isFieldName(name) ? name : (masks.get(name) ?? replace(name))
        const isNamed = isPathField(value, name) || name === 'pattern'
        return [[own, isNamed ? named(at(name, field), field) : at(name, field)]]
      })
      return Object.fromEntries(entries)
    }
  }

  /** A field that holds nothing but a name, or several. */
  function named(replaced: Json, field: Json): Json {
    if (typeof field === 'string') return masks.get(field.trim()) ?? replaced
    if (!Array.isArray(field) || !Array.isArray(replaced)) return replaced
    return field.map((item, index) => named(replaced[index] ?? null, item))
  }

  /** Lines that are nothing but a name, however short it is. */
  function inLists(part: JsonObject): JsonObject {
    const state = objectOf(part.state)
    const lines = (text: string) =>
      text.replace(
        /^([ \t]*)(\S[^\n]*?)(:?)$/gm,
        (line, indent: string, name: string, end: string) => {
          const mask = masks.get(name)
          return mask === undefined ? line : `${indent}${mask}${end}`
        },
      )
    const content = arrayOf(state.content).map((item) =>
      isObject(item) && typeof item.text === 'string' ? {...item, text: lines(item.text)} : item,
    )
    return {
      ...part,
      state: {
        ...state,
        ...(typeof state.output === 'string' ? {output: lines(state.output)} : {}),
        ...(state.content === undefined ? {} : {content}),
      },
    }
  }
}

/** Names of fields are words of the format, unless they look like a path themselves. */
function isFieldName(name: string): boolean {
  return /^\w+$/.test(name)
}
