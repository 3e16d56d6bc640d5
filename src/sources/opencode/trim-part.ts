import {
  arrayOf,
  isObject,
  type Json,
  type JsonObject,
  objectOf,
  stringOf,
} from '../../session/json.js'
import type {DiffBudget} from './before-after.js'
import {copyJson, copyWithout} from './copy-json.js'
import {providerFields, withoutProviderBlobs} from './provider-blobs.js'
import {trimMetadata} from './trim-metadata.js'

/**
 * One part of a 1.x message (reference 1.7), or `undefined` for a part that
 * holds nothing for a reader.
 */
export function trimPart(part: JsonObject, budget: DiffBudget): JsonObject | undefined {
  switch (part.type) {
    case 'text':
    case 'file':
    case 'agent':
    case 'subtask':
    case 'compaction':
      return withFlags(copyWithout(part, 'metadata', ...providerFields), part.metadata)
    case 'reasoning':
      // Signatures and encrypted reasoning of the provider.
      return copyWithout(part, 'metadata', ...providerFields)
    case 'tool':
      return {
        ...withFlags(copyWithout(part, 'metadata', 'state', ...providerFields), part.metadata),
        ...(part.state === undefined ? {} : {state: trimToolState(part, budget)}),
      }
    case 'step-start':
    case 'step-finish':
      return withFlags(copyWithout(part, 'snapshot', 'metadata', ...providerFields), part.metadata)
    case 'snapshot':
      return undefined
    case 'patch':
      // A git tree of a private cache. The client's import insists on a string.
      return {...copyWithout(part, 'hash', 'metadata', ...providerFields), hash: ''}
    case 'retry':
      return {
        ...copyWithout(part, 'error', 'metadata', ...providerFields),
        ...errorOf(part.error),
      }
    default:
      return withMetadata(copyWithout(part, 'metadata', ...providerFields), part.metadata)
  }
}

/** What the provider was sent and sent back, beside its message. */
const exchangeFields = [
  ...['requestHeaders', 'requestBody', 'requestBodyValues', 'responseHeaders', 'headers'],
  ...['metadata', ...providerFields],
]

/** `error` of a message or a retry without headers, bodies of requests, and metadata (reference 1.6). */
export function errorOf(error: Json | undefined): {error?: Json} {
  if (error === undefined) return {}
  if (!isObject(error)) return {error: copyJson(error)}
  const result = copyWithout(error, 'data', ...exchangeFields)
  if (isObject(error.data)) result.data = copyWithout(error.data, ...exchangeFields)
  else if (error.data !== undefined) result.data = copyJson(error.data)
  return {error: result}
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

/** Metadata of what no client that is known writes: all that is no provider's. */
function withMetadata(part: JsonObject, metadata: Json | undefined): JsonObject {
  return metadata === undefined ? part : {...part, metadata: withoutProviderBlobs(metadata)}
}

/** One entry of a 2.x assistant's `content` (reference 1.9). */
export function trimContent(content: JsonObject, budget: DiffBudget): JsonObject {
  const rest = copyWithout(content, 'metadata', 'provider', 'state', ...providerFields)
  if (content.type === 'reasoning') return rest
  const kept = withFlags(rest, content.metadata)
  return content.state === undefined ? kept : {...kept, state: trimToolState(content, budget)}
}

/** State of a tool call; `part` is a 1.x part or an entry of 2.x content. */
function trimToolState(part: JsonObject, budget: DiffBudget): Json {
  const {state} = part
  if (!isObject(state)) return copyJson(state ?? null)
  const kept = copyWithout(state, 'metadata', 'error', 'attachments', ...providerFields)
  const result: JsonObject = {...kept, ...errorOf(state.error)}
  if (state.attachments !== undefined) result.attachments = trimFiles(state.attachments)
  if (isObject(state.metadata)) {
    const tool = stringOf(part.tool) ?? stringOf(part.name) ?? ''
    const call = {input: objectOf(state.input), output: outputOf(state)}
    result.metadata = trimMetadata(tool, state.metadata, call, budget)
  } else if (state.metadata !== undefined) {
    result.metadata = copyJson(state.metadata)
  }
  return result
}

/** Files that a call gave back are parts like those of a message. */
function trimFiles(files: Json): Json {
  if (!Array.isArray(files)) return copyJson(files)
  return files.map((file) =>
    isObject(file)
      ? withFlags(copyWithout(file, 'metadata', ...providerFields), file.metadata)
      : copyJson(file),
  )
}

function outputOf(state: JsonObject): string {
  if (typeof state.output === 'string') return state.output
  const texts = arrayOf(state.content).map((item) => stringOf(objectOf(item).text) ?? '')
  return texts.join('\n')
}
