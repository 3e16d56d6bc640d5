import {type JsonObject, objectOf, textOf} from '../../session/json.js'
import {filtered} from '../../session/long-list.js'
import {copyJson} from './copy-json.js'

/**
 * Messages without exact copies of one another. Two different messages with one
 * id both stay, so that nothing is lost.
 */
export function withoutCopies(messages: JsonObject[]): JsonObject[] {
  const seen = new Map<string, number[]>()
  return filtered(messages, (message, index) => {
    const id = textOf(objectOf(message.info).id) ?? textOf(message.id)
    if (id === undefined) return true
    const others = seen.get(id)
    if (!others) {
      seen.set(id, [index])
      return true
    }
    const text = textOfMessage(message)
    if (others.some((other) => textOfMessage(messages[other] ?? {}) === text)) return false
    others.push(index)
    return true
  })
}

/** Copied first, because nesting without a limit cannot be written down. */
function textOfMessage(message: JsonObject): string {
  return JSON.stringify(copyJson(message))
}
