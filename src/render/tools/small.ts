import {questionCard} from '../../../templates/question.js'
import type {TodoView} from '../../../templates/todos.js'
import {todoList} from '../../../templates/todos.js'
import type {Json} from '../../session/json.js'
import type {Todo, TodoChange, ToolCall} from '../../session/model.js'
import {type Html, html} from '../html.js'
import type {Scope} from '../scope.js'
import {count} from '../text/format.js'
import {visible} from '../text/visible.js'
import {terminalOutput} from './output.js'
import type {DetailsOf, ToolParts} from './step-parts.js'
import {jsonCard} from './values.js'

/** The plan, whole each time. */
export function todoParts(_call: ToolCall, details: DetailsOf<'todo'>): ToolParts {
  const {todos, isRead} = details
  const done = todos.filter((todo) => viewOf(todo).now === 'done').length
  return {
    icon: 'plan',
    verb: isRead ? 'Read the plan' : 'Planned',
    object: todos.length === 0 ? 'an empty list' : `${done} of ${count(todos.length, 'todo')} done`,
    isOpen: !isRead,
    body: [
      todos.length === 0
        ? html`<p class="sp-note">The list is empty.</p>`
        : todoList(todos.map(viewOf)),
    ],
  }
}

/** A todo with its status in words. */
export function viewOf(todo: TodoChange | Todo): TodoView {
  const was = 'was' in todo ? todo.was : undefined
  return {
    content: visible(todo.content),
    now: boxOf(todo.status),
    status: wordsOf(todo.status),
    was: was === undefined ? undefined : was === 'new' ? 'new' : `was ${wordsOf(was)}`,
    priority: todo.priority === undefined ? undefined : `${todo.priority} priority`,
  }
}

/** Questions to the user with the answers. */
export function questionParts(_call: ToolCall, details: DetailsOf<'question'>): ToolParts {
  const {questions, isDismissed} = details
  return {
    icon: 'ask',
    isTalk: true,
    verb: 'Asked',
    object:
      questions.length === 1 ? (questions[0]?.question ?? '') : count(questions.length, 'question'),
    facts: [isDismissed && html`<span class="sp-warn">dismissed</span>`],
    isOpen: true,
    body: [
      ...questions.map((one) =>
        questionCard({...one, note: one.isMultiple ? '(several answers allowed)' : undefined}),
      ),
      html`${isDismissed && html`<p class="sp-note">The user dismissed the question.</p>`}`,
    ],
  }
}

/** Instructions that the agent loaded. */
export function skillParts(_call: ToolCall, details: DetailsOf<'skill'>): ToolParts {
  return {
    icon: 'skill',
    verb: 'Skill',
    object: visible(details.name),
    isCode: true,
    isOpen: false,
    body: [],
  }
}

/** Any other tool, those of MCP servers among them. */
export function otherParts(call: ToolCall, details: DetailsOf<'other'>, scope: Scope): ToolParts {
  const {input, server} = details
  const isEmpty = input === null || (typeof input === 'object' && Object.keys(input).length === 0)
  return {
    icon: 'tool',
    verb: 'Called',
    object: visible(call.name),
    isCode: true,
    facts: [server !== undefined && html`MCP ${visible(server)}`],
    isOpen: false,
    hasOutput: true,
    body: [
      html`<div class="sp-two"><div><p class="sp-sub">Given</p>
${isEmpty ? html`<p class="sp-note">Nothing.</p>` : jsonCard(input, scope)}</div>
<div><p class="sp-sub">Answered</p>
${answerOf(call, scope)}</div></div>
`,
    ],
  }
}

/** JSON as keys and values, any other text as a terminal. */
function answerOf({output}: ToolCall, scope: Scope): Html {
  if (!output) return html`<p class="sp-note">Nothing.</p>`
  const json =
    output.length <= maxJSON && /^\s*[{[]\s*[^\s\]}]/.test(output) ? parsed(output) : undefined
  return json === undefined ? terminalOutput(output, scope) : jsonCard(json, scope)
}

const maxJSON = 20_000

function parsed(text: string): Json | undefined {
  try {
    // `JSON.parse` gives nothing but JSON.
    return JSON.parse(text) as Json
  } catch {
    // Text that only begins like JSON is shown as it is.
    return undefined
  }
}

function boxOf(status: string): TodoView['now'] {
  if (status === 'completed') return 'done'
  if (status === 'in_progress') return 'doing'
  return status === 'cancelled' ? 'dropped' : 'open'
}

function wordsOf(status: string): string {
  return status === 'completed' ? 'done' : status.replaceAll('_', ' ')
}
