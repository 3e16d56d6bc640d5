import {isObject, type JsonObject, objectOf, textOf} from '../../../session/json.js'
import {without} from './exclusion.js'

/** The point of an undo, moved to the next message that is there. */
export function keptRevert(
  info: JsonObject,
  messages: readonly JsonObject[],
  moved: readonly (number | undefined)[],
): JsonObject {
  if (!isObject(info.revert)) return info
  const {messageID} = info.revert
  const at = messages.findIndex((message) => idOf(message) === messageID)
  if (at < 0 || moved[at] !== undefined) return info
  const next = messages.findIndex((_, index) => index > at && moved[index] !== undefined)
  const id = idOf(messages[next] ?? {})
  return id === undefined ? without(info, 'revert') : {...info, revert: {messageID: id}}
}

function idOf(message: JsonObject): string | undefined {
  return textOf(objectOf(message.info).id) ?? textOf(message.id)
}
