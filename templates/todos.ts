import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {icon} from './icon.js'

/** One line of a plan. */
export interface TodoView {
  content: HtmlValue
  /** `open`, `doing`, `done`, `dropped`: what the box shows. */
  now: 'open' | 'doing' | 'done' | 'dropped'
  /** The status in words. */
  status: string
  /** What it was before, in words; absent for an unchanged one. */
  was?: string | undefined
  priority?: string | undefined
}

const boxes = {open: 'todo', doing: 'doing', done: 'done', dropped: 'dropped'}

/** A plan as a list; changed lines say what they were. `isFinal` for the list that a session ends with. */
export function todoList(todos: readonly TodoView[], isFinal = false): Html {
  return html`<ul class="sp-todos${isFinal && html` sp-todos-final`}">
${todos.map(todoLine)}</ul>
`
}

function todoLine(todo: TodoView): Html {
  const facts = [todo.status, todo.was, todo.priority].filter((fact) => fact !== undefined)
  return html`<li data-now="${todo.now}"${todo.was !== undefined && html` data-was`}>${icon(boxes[todo.now])} <span dir="auto">${todo.content}</span> <small>${facts.join(', ')}</small></li>
`
}
