import {isObject, type Json, type JsonObject} from '../../session/json.js'
import {isLazy, mapped} from '../../session/long-list.js'
import type {NativeSession} from '../../session/native.js'
import {type DiffBudget, diffBudget} from './before-after.js'
import {copyJson, copyObject, copyWithout} from './copy-json.js'
import {providerFields} from './provider-blobs.js'
import {trimFileDiffs} from './trim-diff.js'
import {errorOf, trimContent, trimPart, withFlags} from './trim-part.js'

/**
 * Trims a session at the door: only changes are shared, never whole files, and
 * nothing of what providers keep for themselves.
 *
 * Pure: the input stays as it was, and equal input gives equal output. Shapes
 * that no client ever wrote are copied, not refused.
 */
export function trimSession(native: NativeSession): NativeSession {
  return trimTree(native, diffBudget())
}

/** One budget for a session and its subagents: a hundred of them cost no more than one. */
function trimTree(native: NativeSession, budget: DiffBudget): NativeSession {
  const trimMessage = native.format === 'opencode-2' ? trimFlatMessage : trimPartedMessage
  return {
    format: native.format,
    info: trimInfo(native.info, budget),
    messages: trimMessages(native.messages, trimMessage, budget),
    todos: native.todos.map((todo) => copyObject(todo)),
    diffs: objectsOf(trimFileDiffs(native.diffs, budget)),
    children: native.children.map((child) => trimTree(child, budget)),
    remarks: native.remarks.map((remark) => ({...remark})),
  }
}

/** A lazy list is trimmed anew each time, with the budget that was left where a message stands. */
function trimMessages(
  messages: JsonObject[],
  trimMessage: (message: JsonObject, budget: DiffBudget) => JsonObject,
  budget: DiffBudget,
): JsonObject[] {
  if (!isLazy(messages)) return messages.map((message) => trimMessage(message, budget))
  const left = messages.map((message) => {
    const before = budget.left
    trimMessage(message, budget)
    return before
  })
  return mapped(messages, (message, index) => trimMessage(message, {left: left[index] ?? 0}))
}

/**
 * Session info of 1.x and 2.x (reference 1.2, 1.9) without its share's link and
 * secret, its permission rules, which name paths, and the diff of an undo, which
 * holds whole files that were deleted.
 */
function trimInfo(info: JsonObject, budget: DiffBudget): JsonObject {
  const result = copyWithout(info, 'share', 'permission', 'model', 'summary', 'revert')
  if (info.model !== undefined) result.model = trimModel(info.model)
  if (info.summary !== undefined) result.summary = trimSummary(info.summary, budget)
  if (isObject(info.revert)) {
    result.revert = copyWithout(info.revert, 'snapshot', 'diff', 'files')
  } else if (info.revert !== undefined) {
    result.revert = copyJson(info.revert)
  }
  return result
}

/** `{info, parts}` of 1.x (reference 1.5, 1.6). */
function trimPartedMessage(message: JsonObject, budget: DiffBudget): JsonObject {
  const result = copyWithout(message, 'info', 'parts')
  if (isObject(message.info)) result.info = trimMessageInfo(message.info, budget)
  else if (message.info !== undefined) result.info = copyJson(message.info)
  if (Array.isArray(message.parts)) {
    result.parts = message.parts
      .map((part) => (isObject(part) ? trimPart(part, budget) : copyJson(part)))
      .filter((part) => part !== undefined)
  } else if (message.parts !== undefined) {
    result.parts = copyJson(message.parts)
  }
  return result
}

/**
 * Without system prompts, which hold the person's own instructions and stay home,
 * and without what configures requests. Metadata of messages is the client's and its plugins'.
 */
function trimMessageInfo(info: JsonObject, budget: DiffBudget): JsonObject {
  const rest = copyWithout(
    info,
    ...['error', 'model', 'summary', 'system', 'metadata', ...requestFields, ...providerFields],
  )
  const result: JsonObject = {...withFlags(rest, info.metadata), ...errorOf(info.error)}
  if (info.model !== undefined) result.model = trimModel(info.model)
  if (info.summary !== undefined) result.summary = trimSummary(info.summary, budget)
  return result
}

/** Flat messages of 2.x (reference 1.9); of a system prompt its description alone. */
function trimFlatMessage(message: JsonObject, budget: DiffBudget): JsonObject {
  const rest = copyWithout(
    message,
    ...['metadata', 'content', 'snapshot', 'error', 'model', 'retry', 'summary', 'system'],
    ...requestFields,
    ...(message.type === 'system' ? ['text'] : []),
    ...providerFields,
  )
  const result: JsonObject = {...withFlags(rest, message.metadata), ...errorOf(message.error)}
  if (message.model !== undefined) result.model = trimModel(message.model)
  if (message.summary !== undefined) result.summary = trimSummary(message.summary, budget)
  if (isObject(message.retry)) {
    result.retry = {...copyWithout(message.retry, 'error'), ...errorOf(message.retry.error)}
  }
  if (isObject(message.snapshot) && message.snapshot.files !== undefined) {
    result.snapshot = {files: trimFileDiffs(message.snapshot.files, budget)}
  }
  if (Array.isArray(message.content)) {
    result.content = message.content.map((item) =>
      isObject(item) ? trimContent(item, budget) : copyJson(item),
    )
  } else if (message.content !== undefined) {
    result.content = copyJson(message.content)
  }
  return result
}

/** `summary` is an object with diffs, `true` on a compaction's answer, or text in 2.x. */
function trimSummary(summary: Json, budget: DiffBudget): Json {
  if (!isObject(summary)) return copyJson(summary)
  const result = copyWithout(summary, 'diffs')
  if (summary.diffs !== undefined) result.diffs = trimFileDiffs(summary.diffs, budget)
  return result
}

/** Headers and options come from the user's configuration and may hold keys (reference 4.3). */
const requestFields = ['headers', 'options']

/** A model's provider is its name, or its whole configuration. */
function trimModel(model: Json): Json {
  if (!isObject(model)) return copyJson(model)
  const result = copyWithout(model, 'provider', ...requestFields)
  if (isObject(model.provider)) {
    result.provider = copyWithout(model.provider, 'key', 'apiKey', 'env', ...requestFields)
  } else if (model.provider !== undefined) {
    result.provider = copyJson(model.provider)
  }
  return result
}

function objectsOf(value: Json): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}
