import type {JsonObject} from '../../../session/json.js'
import type {Todo, ToolDetails} from '../../../session/model.js'
import {todoList} from './todos.js'

export interface Unwrapped {
  output?: string
  /** What the wrapper said. */
  notes: JsonObject
  /** The list that a todo tool answered, where its call has none. */
  todos?: Todo[]
}

/** Take off the tags that OpenCode puts around what a tool really answered (reference 1.8). */
export function unwrapOutput(details: ToolDetails, output: string | undefined): Unwrapped {
  if (output === undefined) return {notes: {}}
  if (details.kind === 'execute') return unwrapShell(output)
  if (details.kind === 'task') return unwrapTask(output)
  if (details.kind === 'todo') return unwrapTodos(details.todos, output)
  return {output, notes: {}}
}

function unwrapShell(output: string): Unwrapped {
  // From the first tag on, and only where there is one: over a flood of line breaks the search would be quadratic.
  const start = output.search(/<(?:shell|bash)_metadata>/)
  const match =
    start === -1 || !/_metadata>\s*$/.test(output.slice(-4000))
      ? undefined
      : /^<(shell|bash)_metadata>\n?([\s\S]*?)\n?<\/\1_metadata>\s*$/.exec(output.slice(start))
  const text = match ? withoutBreaks(output.slice(0, start)) : output
  const note = match?.[2]?.trim()
  return {output: text === '(no output)' ? '' : text, notes: note ? {note} : {}}
}

function withoutBreaks(text: string): string {
  let end = text.length
  while (text[end - 1] === '\n') end--
  return text.slice(0, end)
}

function unwrapTask(output: string): Unwrapped {
  // Without its end no wrapper is there, and looking for its parts could take for ever.
  if (!/<\/task(?:_result|_metadata)?>\s*$/.test(output.slice(-4000))) return {output, notes: {}}
  const current =
    /^<task id="[^"\n]*"(?: state="([^"\n]*)")?>\n?([\s\S]*)<task_result>\n?([\s\S]*?)\n?<\/task_result>\n?<\/task>\s*$/.exec(
      output,
    )
  if (current) return {output: current[3] ?? '', notes: noteOf(current[2]?.trim(), current[1])}

  const middle =
    /^(?:task_id: ses_\w+[^\n]*\n+)?<task_result>\n?([\s\S]*?)\n?<\/task_result>\s*$/.exec(output)
  if (middle) return {output: middle[1] ?? '', notes: {}}

  const old = /<task_metadata>\nsession_id: ses_\w+\n<\/task_metadata>\s*$/.exec(output)
  return {output: old ? withoutBreaks(output.slice(0, old.index)) : output, notes: {}}
}

function noteOf(summary: string | undefined, state: string | undefined): JsonObject {
  return {
    ...(summary ? {summary} : {}),
    ...(state && state !== 'completed' ? {state} : {}),
  }
}

/** The answer repeats the list as JSON; where the call itself holds none, it is the list. */
function unwrapTodos(known: readonly Todo[], output: string): Unwrapped {
  const answered = answeredTodos(output)
  if (!answered) return {output, notes: {}}
  if (known.length === 0) return {notes: {}, todos: answered}
  return JSON.stringify(answered) === JSON.stringify(known) ? {notes: {}} : {output, notes: {}}
}

function answeredTodos(output: string): Todo[] | undefined {
  try {
    const list: unknown = JSON.parse(output)
    if (!Array.isArray(list)) return undefined
    const todos = todoList(list)
    return todos.length === list.length ? todos : undefined
  } catch {
    return undefined // A sentence, then, which is shown as it is.
  }
}
