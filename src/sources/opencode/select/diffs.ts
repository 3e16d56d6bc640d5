import {isObject, type Json, type JsonObject, objectOf} from '../../../session/json.js'
import {isChangeTool, toolOf} from './call.js'
import {type Exclusion, without} from './exclusion.js'
import {withoutDiffs} from './session-diffs.js'

/** Changes of files: of the session, of turns, of calls, and the texts that edits are made of. */
export const diffs: Exclusion = {
  part(part, around) {
    if (part.type === 'patch') return undefined
    const tool = toolOf(part)
    if (tool === undefined) return part.type === 'text' ? part : objectOf(withoutChanges(part))
    const state = objectOf(part.state)
    const {metadata, input} = state
    if (isChangeTool(tool)) {
      around.say('diff')
      around.count('diff')
    }
    return {
      ...part,
      state: {
        ...without(state, 'structured', 'result'),
        ...keptResults(state),
        ...(input === undefined ? {} : {input: withoutEdits(tool, objectOf(input))}),
        ...(metadata === undefined ? {} : {metadata: withoutChanges(metadata) ?? {}}),
      },
    }
  },

  message(fields, around) {
    const result = withoutDiffs(fields)
    if (result !== fields) around.count('diff', 0)
    return result
  },

  session(native, around) {
    if (native.diffs.length > 0) around.count('diff', 0)
    return {...native, info: without(native.info, 'summary'), diffs: []}
  },
}

function keptResults({structured, result}: JsonObject): JsonObject {
  return {
    ...(structured === undefined ? {} : {structured: withoutChanges(structured)}),
    ...(result === undefined ? {} : {result: withoutChanges(result)}),
  }
}

/** An edit keeps the name of its file; what it replaces and by what is its diff. */
function withoutEdits(tool: string, input: JsonObject): JsonObject {
  const kept = objectOf(withoutChanges(input))
  if (tool === 'edit') return {...kept, oldString: '', newString: ''}
  if (tool === 'multiedit') return {...kept, edits: [{oldString: '', newString: ''}]}
  return tool === 'patch' || tool === 'apply_patch' ? {...kept, patchText: ''} : kept
}

const changeField =
  /^(?:patch(?:text)?|diffs?|filediff|hunks?|edits|before|after|(?:old|new)_?(?:string|str|text))$/i

/** Without fields that hold a change, and texts that are one, however deep. */
function withoutChanges(value: Json | undefined): Json | undefined {
  if (typeof value === 'string') return isPatch(value) ? '' : value
  if (Array.isArray(value)) return value.map((item) => withoutChanges(item) ?? null)
  if (!isObject(value)) return value
  const isChange = 'additions' in value && 'deletions' in value
  const kept = Object.entries(value).filter(
    ([name]) => !changeField.test(name) && !(isChange && /^(?:additions|deletions)$/.test(name)),
  )
  return Object.fromEntries(
    kept.flatMap(([name, field]) =>
      isListOfChanges(field) ? [] : [[name, withoutChanges(field)]],
    ),
  )
}

function isListOfChanges(value: Json | undefined): boolean {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) =>
      Object.keys(objectOf(item)).some((name) => changeField.test(name) || name === 'additions'),
    )
  )
}

function isPatch(text: string): boolean {
  return /^@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|^\*\*\* Begin Patch$/m.test(text)
}
