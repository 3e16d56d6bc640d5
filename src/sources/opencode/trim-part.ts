import {
  arrayOf,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  stringOf,
} from '../../session/json.js'
import type {DiffBudget} from './before-after.js'
import {copyJson, copyObject, copyWithout} from './copy-json.js'
import {trimMetadata} from './trim-metadata.js'

/**
 * One part of a 1.x message (reference 1.7), or `undefined` for a part that
 * holds nothing for a reader.
 */
export function trimPart(part: JsonObject, budget: DiffBudget): JsonObject | undefined {
  switch (part.type) {
    case 'text':
      return withFlags(copyWithout(part, 'metadata'), part.metadata)
    case 'reasoning':
      // Signatures and encrypted reasoning of the provider.
      return copyWithout(part, 'metadata')
    case 'tool':
      return {
        ...withFlags(copyWithout(part, 'metadata', 'state'), part.metadata),
        ...(part.state === undefined ? {} : {state: trimToolState(part, budget)}),
      }
    case 'step-start':
    case 'step-finish':
      return copyWithout(part, 'snapshot')
    case 'snapshot':
      return undefined
    case 'patch':
      // A git tree of a private cache. The client's import insists on a string.
      return {...copyWithout(part, 'hash'), hash: ''}
    case 'retry':
      return {...copyWithout(part, 'error'), ...errorOf(part.error)}
    default:
      return copyObject(part)
  }
}

/** `error` of a message or a retry without the answer's headers (reference 1.6). */
export function errorOf(error: Json | undefined): {error?: Json} {
  if (error === undefined) return {}
  if (!isObject(error)) return {error: copyJson(error)}
  if (!isObject(error.data)) return {error: copyWithout(error, 'responseHeaders')}
  return {error: {...copyWithout(error, 'data'), data: copyWithout(error.data, 'responseHeaders')}}
}

/**
 * Metadata that says something about the part itself, such as
 * `compaction_continue`: flags and numbers. The rest belongs to providers.
 */
export function withFlags(part: JsonObject, metadata: Json | undefined): JsonObject {
  const flags = Object.entries(objectOf(metadata)).filter(
    ([key, value]) =>
      key !== '__proto__' && (typeof value === 'boolean' || typeof value === 'number'),
  )
  return flags.length === 0 ? part : {...part, metadata: Object.fromEntries(flags)}
}

/** One entry of a 2.x assistant's `content` (reference 1.9). */
export function trimContent(content: JsonObject, budget: DiffBudget): JsonObject {
  const rest = copyWithout(content, 'metadata', 'native', 'providerMetadata', 'provider', 'state')
  if (content.type === 'reasoning') return rest
  const kept = withFlags(rest, content.metadata)
  return content.state === undefined ? kept : {...kept, state: trimToolState(content, budget)}
}

/** State of a tool call; `part` is a 1.x part or an entry of 2.x content. */
function trimToolState(part: JsonObject, budget: DiffBudget): Json {
  const {state} = part
  if (!isObject(state)) return copyJson(state ?? null)
  const kept = copyWithout(state, 'metadata', 'error')
  const result: JsonObject = {...kept, ...errorOf(state.error)}
  if (isObject(state.metadata)) {
    const tool = stringOf(part.tool) ?? stringOf(part.name) ?? ''
    const call = {input: objectOf(state.input), output: outputOf(state)}
    result.metadata = trimMetadata(tool, state.metadata, call, budget)
  } else if (state.metadata !== undefined) {
    result.metadata = copyJson(state.metadata)
  }
  return result
}

function outputOf(state: JsonObject): string {
  if (typeof state.output === 'string') return state.output
  const texts = arrayOf(state.content).map((item) => stringOf(objectOf(item).text) ?? '')
  return texts.join('\n')
}
