import {isObject, type Json, type JsonObject, objectOf, stringOf} from '../../src/session/json.js'
import type {NativeSession} from '../../src/session/native.js'

/** What a reader must be able to find. */
export interface Wanted {
  /** Prose, whose signs Markdown takes away: every word is counted. */
  texts: string[]
  /** Lines as they stand. */
  lines: string[]
  /** Changed lines of diffs, without their sign. */
  changed: string[]
  todos: string[]
  /** Short texts that stand somewhere in a line: inputs, names, choices. */
  said: string[]
}

/** Nothing wanted yet. */
export function noWanted(): Wanted {
  return {texts: [], lines: [], changed: [], todos: [], said: []}
}

/**
 * Collect what a native session says, past the model, so that what normalising
 * loses is seen. Left aside is what is dropped on purpose: ids, times, wrappers
 * of outputs, and the notes by which OpenCode marks messages.
 */
export function wantedOfNative(native: NativeSession): Wanted {
  const wanted = noWanted()
  addSession(wanted, native)
  return wanted
}

function addSession(wanted: Wanted, {messages, todos, diffs, children}: NativeSession): void {
  for (const message of messages) addMessage(wanted, message)
  for (const todo of todos) addTodo(wanted, todo)
  addChanged(wanted, latestOf(diffs))
  for (const child of children) addSession(wanted, child)
}

/** `{info, parts}` of 1.x and the flat messages of 2.x (reference 1.5 to 1.9). */
function addMessage(wanted: Wanted, message: JsonObject): void {
  const info = objectOf(message.info ?? message)
  for (const part of listOf(message.parts ?? message.content)) addPart(wanted, part)
  addText(wanted, message.text)
  wanted.said.push(...namesOf(listOf(message.files)))
  addText(wanted, stringOf(message.summary))
  for (const name of ['command', 'description', 'recent'])
    wanted.said.push(...linesOf(message[name]))
  const {output, ...more} = isObject(message.output) ? message.output : {output: message.output}
  wanted.lines.push(...linesOf(output))
  wanted.said.push(...linesOf(more))
  wanted.said.push(...linesOf(errorOf(info.error)), ...linesOf(info.structured))
  addChanged(wanted, listOf(objectOf(info.summary).diffs))
  addChanged(wanted, listOf(objectOf(message.snapshot).files))
}

function addPart(wanted: Wanted, value: Json): void {
  if (!isObject(value)) {
    wanted.said.push(...linesOf(value))
    return
  }
  const {type} = value
  if (type === 'text' || type === 'reasoning') addText(wanted, value.text)
  else if (type === 'tool') addCall(wanted, value)
  else if (type === 'file') wanted.said.push(...namesOf([value]))
  else if (type === 'agent') wanted.said.push(...linesOf(value.name))
  else if (type === 'subtask') addText(wanted, value.prompt)
  else if (type === 'retry') wanted.said.push(...linesOf(errorOf(value.error)))
  else if (!bookkeeping.has(String(type))) wanted.said.push(...linesOf(withoutIDs(value)))
}

const bookkeeping = new Set(['step-start', 'step-finish', 'snapshot', 'patch', 'compaction'])

function addCall(wanted: Wanted, part: JsonObject): void {
  const name = stringOf(part.tool) ?? stringOf(part.name) ?? ''
  const state = objectOf(part.state)
  for (const output of outputsOf(state)) addOutput(wanted, name, output)
  wanted.lines.push(...linesOf(isObject(state.error) ? errorOf(state.error) : state.error))
  addInput(wanted, name, state.input)
  addMetadata(wanted, objectOf(state.metadata))
  wanted.said.push(...namesOf(listOf(state.attachments)))
}

function outputsOf(state: JsonObject): string[] {
  const texts = listOf(state.content).map((item) => stringOf(objectOf(item).text))
  return [stringOf(state.output), ...texts].filter((text) => text !== undefined)
}

const wrapper =
  /^<\/?(?:path|type|content|file|entries|task|task_result|task_metadata|summary|(?:shell|bash)_metadata)\b[^>]*>?|^\(no output\)$|^(?:session_id|task_id): ses_/

/** Answers of subagents and fetched pages are set as prose. */
function addOutput(wanted: Wanted, name: string, text: string): void {
  const note = /<((?:shell|bash)_metadata)>([\s\S]*)<\/\1>\s*$/.exec(text)
  wanted.said.push(...linesOf(note?.[2]))
  const output = note ? text.slice(0, note.index) : text
  const lines = output.split('\n')
  const isTask = name === 'task' || name === 'subagent'
  const kept = lines.flatMap((line) => {
    const inside = /^<(?:file|content|task_result|summary)>(.+?)(?:<\/summary>)?$/.exec(line)?.[1]
    if (inside !== undefined && (isTask || name === 'read')) return [inside]
    return wrapper.test(line) ? [] : [line]
  })
  if (['task', 'subagent', 'webfetch', 'websearch', 'skill'].includes(name)) {
    wanted.texts.push(kept.join('\n'))
  } else if (name.startsWith('todo') && isList(output)) {
    for (const todo of JSON.parse(output)) addTodo(wanted, todo)
  } else if (name === 'read') {
    wanted.lines.push(...kept.map((line) => line.replace(/^\s*\d+(?:: |:$|\| |\|$|→)/, '')))
  } else {
    const said = knownTools.has(name) ? undefined : leavesOf(output)
    if (said) wanted.said.push(...said)
    else wanted.lines.push(...kept)
  }
}

/** Tools whose output is text, whatever it looks like. */
const knownTools = new Set(
  'bash shell execute glob grep list ls edit multiedit write patch apply_patch question'.split(' '),
)

function addInput(wanted: Wanted, name: string, value: Json | undefined): void {
  if (!isObject(value)) {
    wanted.said.push(...linesOf(value))
    return
  }
  const {todos, oldString, newString, edits, patchText, task_id: _, ...rest} = value
  for (const todo of listOf(todos)) addTodo(wanted, todo)
  for (const edit of [{oldString, newString}, ...listOf(edits).map(objectOf)]) {
    addEdit(wanted, linesOf(edit.oldString), linesOf(edit.newString))
  }
  wanted.changed.push(...signed(stringOf(patchText) ?? ''))
  if (name === 'task' || name === 'subagent') addText(wanted, rest.prompt)
  wanted.said.push(
    ...linesOf(name === 'task' || name === 'subagent' ? {...rest, prompt: ''} : rest),
  )
}

/**
 * Lines that an edit takes away or brings, the first and the last of which need
 * not be whole. Those around them are cut from diffs on purpose.
 */
function addEdit(wanted: Wanted, before: string[], after: string[]): void {
  wanted.said.push(...before.filter((line) => !after.includes(line)))
  wanted.said.push(...after.filter((line) => !before.includes(line)))
}

/** What trimming left of it is said nowhere else. */
function addMetadata(wanted: Wanted, metadata: JsonObject): void {
  const {todos, diff, filediff, files, results, display, summary, ...rest} = metadata
  for (const step of listOf(summary)) {
    // That a step of a subagent is done goes without saying.
    wanted.said.push(
      ...linesOf(objectOf(step).tool),
      ...linesOf(objectOf(objectOf(step).state).title),
    )
  }
  for (const todo of listOf(todos)) addTodo(wanted, todo)
  wanted.changed.push(...signed(stringOf(diff) ?? ''))
  addChanged(wanted, [...listOf(filediff === undefined ? [] : [filediff]), ...listOf(files)])
  for (const result of listOf(results)) addMetadata(wanted, objectOf(result))
  wanted.lines.push(...linesOf(objectOf(display).text))
  const {parentSessionId: _, jobId: __, outputPath: ___, model, diagnostics, ...others} = rest
  // A page names a model without its provider where there is little room.
  wanted.said.push(...linesOf(objectOf(model).modelID))
  for (const list of Object.values(objectOf(diagnostics))) {
    wanted.said.push(...linesOf(listOf(list).map((item) => objectOf(item).message ?? '')))
  }
  wanted.said.push(...linesOf(others))
}

function addTodo(wanted: Wanted, todo: Json): void {
  const content = stringOf(objectOf(todo).content)
  if (content !== undefined) wanted.todos.push(content)
}

/** Text by which OpenCode marks the message before a `!command`. */
const shellNote = 'The following tool was executed by the user'

function addText(wanted: Wanted, text: Json | undefined): void {
  if (typeof text === 'string' && text.trim() !== shellNote) wanted.texts.push(text)
}

function addChanged(wanted: Wanted, diffs: readonly Json[]): void {
  for (const diff of diffs) {
    const {patch, diff: text} = objectOf(diff)
    wanted.changed.push(...signed(stringOf(patch) ?? stringOf(text) ?? ''))
  }
}

/** A store's list may hold a file more than once; the later entry wins. */
function latestOf(diffs: readonly JsonObject[]): JsonObject[] {
  return [...new Map(diffs.map((diff) => [String(diff.file ?? diff.path), diff])).values()]
}

/** Changed lines of a patch, of any of its forms. */
function signed(patch: string): string[] {
  const lines = patch.split('\n').filter((line) => /^[+-](?!-- |\+\+ )/.test(line))
  return lines.map((line) => line.slice(1))
}

function namesOf(files: readonly Json[]): string[] {
  return files.flatMap((file) => [
    ...linesOf(objectOf(file).filename),
    ...linesOf(objectOf(file).name),
  ])
}

function errorOf(error: Json | undefined): Json | undefined {
  const {name, type, data, message} = objectOf(error)
  const said = stringOf(objectOf(data).message) ?? message
  // The notice of an interruption says it in its own words.
  const isAbort = /^(?:aborted|the operation was aborted)\.?$/i.test(stringOf(said) ?? '')
  return (name ?? type) === 'MessageAbortedError' && isAbort ? undefined : said
}

function withoutIDs({id: _, sessionID: __, messageID: ___, time: ____, ...rest}: JsonObject): Json {
  return rest
}

/** Lines of every text within, ids aside. */
function linesOf(value: Json | undefined): string[] {
  if (typeof value === 'string') {
    return /^(?:ses|msg|prt|call|toolu)_\w+$/.test(value) ? [] : value.split('\n')
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((item) => linesOf(item))
}

/** Keys and texts of an object or a list that is not empty, told by its text; `undefined` for any other text. */
export function leavesOf(text: string): string[] | undefined {
  if (!/^\s*[{[]\s*[^\s\]}]/.test(text)) return undefined
  try {
    return leaves(JSON.parse(text) as Json)
  } catch {
    return undefined // No JSON, so it is a text like others.
  }
}

function leaves(value: Json): string[] {
  if (typeof value === 'string') return value.split('\n')
  if (typeof value !== 'object' || value === null) return [JSON.stringify(value)]
  if (Array.isArray(value)) return value.flatMap(leaves)
  return Object.entries(value).flatMap(([key, one]) => [
    key,
    ...(one === undefined ? [] : leaves(one)),
  ])
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

function isList(text: string): boolean {
  try {
    return Array.isArray(JSON.parse(text))
  } catch {
    return false
  }
}
