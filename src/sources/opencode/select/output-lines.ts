import {isObject, type Json, type JsonObject, objectOf, stringOf} from '../../../session/json.js'
import {toolOf} from './call.js'
import type {Around, Exclusion} from './exclusion.js'

/** The first lines of each output alone, of its copies too. The last line says how many there were more. */
export function outputLines(most: number): Exclusion {
  return {
    part(part, around) {
      if (toolOf(part) === undefined || !isObject(part.state)) return part
      return {...part, state: cutState(part.state, most, around)}
    },

    message(fields, around) {
      if (fields.type !== 'shell') return fields
      const {output} = fields
      if (typeof output === 'string') return {...fields, output: cut(output, most, around)}
      if (!isObject(output) || typeof output.output !== 'string') return fields
      return {...fields, output: {...output, output: cut(output.output, most, around)}}
    },
  }
}

function cutState(state: JsonObject, most: number, around: Around): JsonObject {
  const result = {...state}
  for (const name of ['output', 'error', 'result']) {
    if (typeof state[name] === 'string') result[name] = cut(state[name], most, around)
  }
  if (Array.isArray(state.content)) result.content = cutContent(state.content, most, around)
  if (isObject(state.error) && typeof state.error.message === 'string') {
    result.error = {...state.error, message: cut(state.error.message, most, around)}
  }
  if (isObject(state.result) || Array.isArray(state.result)) delete result.result
  delete result.structured
  if (isObject(state.metadata)) {
    result.metadata = cutMetadata(state.metadata, result, most, around)
  }
  return result
}

/** Copies of an output that was cut go; what was recorded there alone is cut. */
function cutMetadata(metadata: JsonObject, state: JsonObject, most: number, around: Around) {
  const hasOutput = typeof state.output === 'string' && state.output !== ''
  const entries = Object.entries(metadata).flatMap(
    ([name, value]): [string, Json | undefined][] => {
      if (name === 'preview' || name === 'display' || (name === 'output' && hasOutput)) return []
      if (outputFields.has(name) && typeof value === 'string')
        return [[name, cut(value, most, around)]]
      return [[name, value]]
    },
  )
  return Object.fromEntries(entries)
}

const outputFields = new Set(['output', 'stdout', 'stderr', 'result', 'text', 'content'])

/** The texts of one answer have their lines together. */
function cutContent(content: readonly Json[], most: number, around: Around): Json[] {
  let room = most
  return content.flatMap((item) => {
    const text = stringOf(objectOf(item).text)
    if (!isObject(item) || text === undefined) return [item]
    const lines = text.split('\n').length
    const kept = room > 0 || lines > 0 ? cut(text, room, around) : ''
    room = Math.max(room - lines, 0)
    return [{...item, text: kept}]
  })
}

/** Wrappers that a client puts around an answer are none of its lines. */
const before =
  /^(?:<path>[^\n]*<\/path>\n<type>[^\n]*<\/type>\n)?<(?:content|file|entries)>\n|^(?:<task [^\n]*>\n|task_id: [^\n]*\n+)?<task_result>\n/
const after =
  /\n<\/(?:content|file|entries)>[^\n]*\s*$|\n<\/task_result>\s*(?:<\/task>)?\s*$|\n*<(?:bash|shell)_metadata>[\s\S]*$|\n*<task_metadata>[\s\S]*$/

function cut(text: string, most: number, around: Around): string {
  const start = before.exec(text)?.[0] ?? ''
  const end = after.exec(text.slice(start.length))?.[0] ?? ''
  const inside = text.slice(start.length, text.length - end.length)
  const lines = inside.replace(/\n$/, '').split('\n')
  const more = lines.length - most
  if (more <= 0) return text
  around.count('lines', more)
  const note = `[… ${more} more ${more === 1 ? 'line' : 'lines'} left out]`
  return `${start}${[...lines.slice(0, most), note].join('\n')}${end}`
}
