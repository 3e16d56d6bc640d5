import {type Json, type JsonObject, objectOf, textOf} from '../../../session/json.js'
import {only} from './exclusion.js'

/** Name of the tool that a part of either format calls; `undefined` for parts that call none. */
export function toolOf(part: JsonObject): string | undefined {
  if (part.type !== 'tool') return undefined
  return textOf(part.tool) ?? textOf(part.name) ?? ''
}

/** A call with another state. What this version does not know of the part may hold anything, and goes. */
export function withState(part: JsonObject, state: JsonObject): JsonObject {
  return {...only(part, ...partFields), state}
}

const partFields = ['id', 'sessionID', 'messageID', 'type', 'tool', 'name', 'callID', 'time']

/** The same with another name for each era. */
export const isTodoTool = (tool: string) => /todo/i.test(tool)
export const isTaskTool = (tool: string) => tool === 'task' || tool === 'subagent'
export const isReadTool = (tool: string) =>
  /(?:^|[_-])(?:read|view|cat|open)(?:[_-](?:text|media|multiple))?(?:[_-]?files?)?$/i.test(tool)
export const isWriteTool = (tool: string) =>
  /^write$|(?:^|[_-])(?:write|create)[_-]?files?$/i.test(tool)

/** What is known of a field in a call's metadata: whose repetition it is. */
export type FieldRole = 'input' | 'output' | 'diff' | 'state' | 'child' | 'unknown'

// Reference 1.8, every era.
const roles = new Map<string, FieldRole>([
  ...named('state', 'exit', 'interrupted', 'truncated', 'exists'),
  ...named('child', 'sessionId', 'sessionID', 'parentSessionId', 'jobId', 'model'),
  ...named('diff', 'diff', 'filediff', 'files', 'results', 'patch'),
  ...named('input', 'description', 'filepath', 'name', 'dir', 'todos'),
  ...named('output', 'output', 'preview', 'display', 'summary', 'diagnostics', 'outputPath'),
  ...named('output', 'count', 'matches', 'provider', 'answers', 'loaded', 'stdout', 'stderr'),
])

function named(role: FieldRole, ...names: string[]): [string, FieldRole][] {
  return names.map((name) => [name, role])
}

/** Metadata of a call without what repeats an input, or an output. Nobody knows what a field of a plugin repeats. */
export function keepRoles(
  tool: string,
  metadata: Json | undefined,
  kept: readonly FieldRole[],
): JsonObject {
  const entries = Object.entries(objectOf(metadata)).filter(([name, value]) => {
    const role = roles.get(name) ?? 'unknown'
    if (!kept.includes(role)) return false
    if (role === 'child') return isTaskTool(tool)
    if (role === 'diff') return isChangeTool(tool)
    return role !== 'state' || typeof value !== 'object'
      ? typeof value !== 'string' || role !== 'state'
      : value === null
  })
  return Object.fromEntries(entries)
}

/** Tools whose diffs are those of files, not something that a plugin calls so. */
export const isChangeTool = (tool: string) =>
  ['edit', 'multiedit', 'write', 'patch', 'apply_patch'].includes(tool)

/** Metadata only where there was some, so that a call without it stays one. */
export function metadataOf(state: JsonObject, metadata: JsonObject): {metadata?: JsonObject} {
  return state.metadata === undefined ? {} : {metadata}
}
