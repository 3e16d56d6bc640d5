import type {JsonObject} from '../../../session/json.js'
import {only, without} from './exclusion.js'

/** A user's message that is still one, and says nothing. */
export function blankPrompt(fields: JsonObject): JsonObject {
  return only(
    fields,
    ...['id', 'sessionID', 'role', 'type', 'time', 'agent', 'mode', 'model', 'variant'],
    ...['shellID', 'status', 'output', 'exit'],
  )
}

/** A flat message that is still one of its type, and says nothing. */
export function blankMessage(fields: JsonObject): JsonObject {
  return only(fields, 'id', 'sessionID', 'type', 'time')
}

/** Fields of a message without those that a block of its own is made of. */
export function withoutOwn(fields: JsonObject, key: string): JsonObject {
  if (key === 'notice structured') return without(fields, 'structured')
  if (key === 'notice retry') return without(fields, 'retry')
  if (key === 'tool') return without(fields, 'output', 'command')
  if (key.startsWith('unknown ')) return only(fields, ...known)
  return without(fields, 'error')
}

const known = [
  ...['id', 'sessionID', 'role', 'type', 'parentID', 'time', 'modelID', 'providerID', 'mode'],
  ...['agent', 'path', 'cost', 'tokens', 'error', 'summary', 'structured', 'variant', 'finish'],
  ...['model', 'snapshot', 'retry'],
]

/** Whether a message tells in short what came before it. */
export function isSummary(message: JsonObject): boolean {
  const {info, type} = message
  if (type === 'compaction') return true
  return typeof info === 'object' && info !== null && 'summary' in info && info.summary === true
}
