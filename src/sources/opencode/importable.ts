import * as v from 'valibot'
import type {JsonObject} from '../../session/json.js'
import {arrayOf, isObject, objectOf, textOf} from '../../session/json.js'
import {inMemory, type MakeList} from '../../session/long-list.js'
import type {NativeSession} from '../../session/native.js'
import {messageSchema, partSchema, sessionSchema} from './importable/schemas.js'
import {madeID} from './made-id.js'

/** The JSON twin of a session. */
export interface Importable {
  document: {info: JsonObject; messages: JsonObject[]}
  /** What the client's strict import would refuse, left out here alone. */
  left: {messages: number; parts: number}
}

/**
 * The session in its source's own format. For 1.x that is what
 * `opencode import` takes: messages and parts that its decoder refuses are left
 * out and counted, and fields that older clients did not write are filled in
 * the way the client itself reads old data (reference 1.9, `readShareDocument`).
 *
 * @param list Makes the list of its messages.
 */
export function importable(native: NativeSession, list: MakeList = inMemory): Importable {
  if (native.format === 'opencode-2') {
    return {document: {info: native.info, messages: native.messages}, left: {messages: 0, parts: 0}}
  }
  // The client takes no other ids than its own; every other field of the schema has a fallback.
  const id = textOf(native.info.id)
  const ownID = id?.startsWith('ses') ? id : madeID(id ?? native.messages)
  const info = v.parse(sessionSchema, {...native.info, id: ownID}) as JsonObject // The schema's output is JSON.
  const left = {messages: 0, parts: 0}
  const messages = list(importedMessages(native, String(info.id), left))
  return {document: {info, messages}, left}
}

function* importedMessages(
  {messages}: NativeSession,
  sessionID: string,
  left: Importable['left'],
): Generator<JsonObject> {
  for (const message of messages) yield* importMessage(message, sessionID, left)
}

function importMessage(
  message: JsonObject,
  sessionID: string,
  left: Importable['left'],
): JsonObject[] {
  const parts = arrayOf(message.parts)
  const info = v.safeParse(messageSchema, {...objectOf(message.info), sessionID})
  if (!info.success) {
    left.messages += 1
    left.parts += parts.length
    return []
  }
  const kept = parts.filter(isObject).flatMap((part) => {
    const parsed = v.safeParse(partSchema, {...part, sessionID, messageID: info.output.id})
    return parsed.success ? [parsed.output as JsonObject] : [] // The schema's output is JSON.
  })
  left.parts += parts.length - kept.length
  return [{info: info.output as JsonObject, parts: kept}] // The schema's output is JSON.
}
