import {isObject, type Json, type JsonObject, objectOf, stringOf} from '../../../session/json.js'
import {isTodoTool, keepRoles, metadataOf, toolOf, withState} from './call.js'
import {type Exclusion, only, without} from './exclusion.js'
import {withoutDiffs} from './session-diffs.js'

/** What tools were given, and what repeats it: titles, diffs, lists of todos, prompts of subagents. */
export const toolInput: Exclusion = {
  part(part, around) {
    if (part.type === 'patch') return undefined
    // What a subagent was asked is the input of the call that started it.
    if (around.isPrompt && around.isChild) {
      around.say('prompt')
      return undefined
    }
    const tool = toolOf(part)
    if (tool === undefined) return part
    const state = objectOf(part.state)
    around.say('input')
    around.count('input')
    return withState(part, {
      ...only(state, 'status', 'output', 'content', 'error', 'time', 'attachments', 'result'),
      ...answerOf(tool, state),
      input: emptyInput(tool),
      ...metadataOf(state, keepRoles(tool, state.metadata, ['output', 'state', 'child'])),
    })
  },

  message(fields, around) {
    if (fields.type === 'shell') {
      around.say('input')
      around.count('input')
      return without(fields, 'command')
    }
    if (!around.isChild || !around.isPrompt) return withoutDiffs(fields)
    around.say('prompt')
    return withoutDiffs(only(fields, 'id', 'sessionID', 'type', 'role', 'time', 'agent', 'model'))
  },

  session(native, around) {
    const info = without(native.info, 'summary')
    // A subagent's session is called what its call described.
    const title = around.isChild ? {title: 'A subagent'} : {}
    return {...native, info: {...info, ...title}, todos: [], diffs: []}
  },
}

/** Answers that give the input back. */
function answerOf(tool: string, state: JsonObject): JsonObject {
  const isEcho = isTodoTool(tool) || tool === 'question' || tool === 'invalid'
  if (isEcho) {
    const texts = {
      ...(typeof state.output === 'string' ? {output: ''} : {}),
      ...(typeof state.error === 'string' ? {error: ''} : {}),
    }
    return {...texts, ...(state.content === undefined ? {} : {content: []}), result: undefined}
  }
  const echoes = [...stringsIn(state.input), stringOf(state.raw) ?? ''].filter(isTelling)
  const withoutInput = (text: string) => withoutAny(withoutPath(text), echoes)
  return Object.fromEntries(
    ['output', 'error', 'content', 'result'].flatMap((name) =>
      state[name] === undefined ? [] : [[name, inStrings(state[name], withoutInput)]],
    ),
  )
}

/** Short words and whole texts are no echo of an input: they would be found anywhere, or nowhere. */
function isTelling(text: string): boolean {
  return text.length >= 5 && text.length <= 2_000
}

function withoutAny(text: string, parts: readonly string[]): string {
  const longest = parts.toSorted((one, other) => other.length - one.length)
  return longest.reduce((rest, part) => rest.split(part).join('[input left out]'), text)
}

function stringsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

function inStrings(value: Json | undefined, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((item) => inStrings(item, change))
  if (!isObject(value)) return value ?? null
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, inStrings(field, change)]),
  )
}

/** The file that was asked for, above what is in it. */
function withoutPath(output: string): string {
  return output.replace(/^<path>[^\n]*<\/path>\n<type>[^\n]*<\/type>\n/, '')
}

/** Enough of an input for its call to be shown as what it was. */
function emptyInput(tool: string): JsonObject {
  const names = (fieldsOf[tool] ?? '').split(' ').filter((name) => name !== '')
  return Object.fromEntries(names.map((name) => [name, '']))
}

const fieldsOf: Record<string, string> = {
  ...{bash: 'command', shell: 'command', read: 'filePath', write: 'filePath content'},
  ...{edit: 'filePath oldString newString', patch: 'patchText', apply_patch: 'patchText'},
  ...{glob: 'pattern', grep: 'pattern', codesearch: 'query', lsp: 'operation filePath'},
  ...{webfetch: 'url', websearch: 'query', task: 'prompt description', skill: 'name'},
  subagent: 'prompt description',
}
