import {questionCard} from '../../../templates/question.js'
import type {TodoView} from '../../../templates/todos.js'
import {todoList} from '../../../templates/todos.js'
import type {Json} from '../../session/json.js'
import type {Todo, TodoChange, ToolCall} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {prose} from '../markdown/prose.js'
import type {Scope} from '../scope.js'
import {count} from '../text/format.js'
import {visible, visibleProse} from '../text/visible.js'
import {terminalOutput} from './output.js'
import {type DetailsOf, type ToolParts, verbOf} from './step-parts.js'
import {jsonCard} from './values.js'

/** The plan, whole each time. */
export function todoParts(call: ToolCall, details: DetailsOf<'todo'>): ToolParts {
  const {todos, isRead} = details
  const done = todos.filter((todo) => viewOf(todo).now === 'done').length
  const changed = todos.filter((todo) => todo.was !== undefined).length
  return {
    icon: 'plan',
    verb: isRead ? 'Read' : verbOf(call, 'Planned', 'Plan'),
    object: `${isRead ? 'the plan: ' : ''}${
      todos.length === 0 ? 'an empty list' : `${done} of ${count(todos.length, 'todo')} done`
    }`,
    facts: [changed > 0 && `${changed} changed`],
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
export function questionParts(call: ToolCall, details: DetailsOf<'question'>): ToolParts {
  const {questions, isDismissed} = details
  return {
    icon: 'ask',
    isTalk: true,
    verb: verbOf(call, 'Asked', 'Ask'),
    object:
      questions.length === 1
        ? visibleProse(questions[0]?.question ?? '')
        : count(questions.length, 'question'),
    facts: [isDismissed && html`<span class="sp-warn">dismissed</span>`],
    isOpen: true,
    body: [
      ...questions.map((one) =>
        questionCard({
          ...one,
          question: visibleProse(one.question),
          note: one.isMultiple ? '(several answers allowed)' : undefined,
        }),
      ),
      html`${isDismissed && !call.error && html`<p class="sp-note">The user dismissed the question.</p>`}`,
    ],
  }
}

/** Instructions that the agent loaded. */
export function skillParts(
  {output}: ToolCall,
  details: DetailsOf<'skill'>,
  scope: Scope,
  id: string,
): ToolParts {
  return {
    icon: 'skill',
    verb: 'Read skill',
    object: visible(details.name),
    isCode: true,
    isOpen: false,
    hasOutput: true,
    body: output ? [prose(output, id, scope)] : [],
  }
}

/** Any other tool, those of MCP servers among them. */
export function otherParts(call: ToolCall, details: DetailsOf<'other'>, scope: Scope): ToolParts {
  const {input, server} = details
  const isEmpty = input === null || (typeof input === 'object' && Object.keys(input).length === 0)
  return {
    icon: 'tool',
    verb: verbOf(call, 'Called', 'Call'),
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
