import {isObject, type JsonObject, objectOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'

/** Characters that a secret may have, of which the end has not come yet. */
const longest = 4096

/**
 * A part that is still growing, without its last word: half a token looks like none, so that nothing
 * would mask it. The rest comes when the part is whole. Parts that are whole stay as they are.
 */
export function cutOpenEnd(part: JsonObject): JsonObject {
  const {time, state} = part
  if (typeof part.text === 'string') {
    const {start, end} = objectOf(time)
    // What a person typed has no time, and is whole.
    const isOpen = start !== undefined && end === undefined
    return isOpen ? {...part, text: cut(part.text)} : part
  }
  if (!isObject(state) || !open.has(String(state.status))) return part
  return {...part, state: cutWithin(state)}
}

const open = new Set(['pending', 'running'])

/** What a tool has said so far stands in several fields, whatever the tool. */
function cutWithin(object: JsonObject): JsonObject {
  const cutFields = Object.entries(object).map(([name, value]) => {
    if (name === 'status') return [name, value] as const
    if (typeof value === 'string') return [name, isSessionID(value) ? value : cut(value)] as const
    return [name, isObject(value) ? cutWithin(value) : value] as const
  })
  return Object.fromEntries(cutFields)
}

/** The session of a subagent is named while it works. */
function isSessionID(text: string): boolean {
  return /^ses_[0-9A-Za-z]{26}$/.test(text)
}

function cut(text: string): string {
  const end = text.slice(-longest).search(/\S+$/)
  return end < 0 ? text : text.slice(0, Math.max(0, text.length - longest) + end)
}

/** A session of which some parts may still be growing. */
export function cutOpenEnds(native: NativeSession): NativeSession {
  return {
    ...native,
    messages: native.messages.map((message) =>
      Array.isArray(message.parts)
        ? {
            ...message,
            parts: message.parts.map((part) => (isObject(part) ? cutOpenEnd(part) : part)),
          }
        : message,
    ),
    children: native.children.map(cutOpenEnds),
  }
}
