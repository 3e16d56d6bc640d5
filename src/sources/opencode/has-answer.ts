import {objectOf, textOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'

/** Whether a session has an answer that says or does something: before that there is nothing to show. */
export function hasAnswer({messages}: NativeSession): boolean {
  return messages.some(isAnswer)
}

function isAnswer({info, parts, type, content}: NativeSession['messages'][number]): boolean {
  if (type === 'assistant') return Array.isArray(content) && content.length > 0
  if (objectOf(info).role !== 'assistant' || !Array.isArray(parts)) return false
  return parts.some((part) => ['text', 'tool'].includes(textOf(objectOf(part).type) ?? ''))
}
