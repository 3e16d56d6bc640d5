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

const words = {open: 'pending', doing: 'in progress', done: 'done', dropped: 'cancelled'}
const boxes = {open: 'todo', doing: 'doing', done: 'done', dropped: 'dropped'}

/** A plan as a list; changed lines say what they were. `isFinal` for the list that a session ends with. */
export function todoList(todos: readonly TodoView[], isFinal = false): Html {
  return html`<ul class="sp-todos${isFinal && html` sp-todos-final`}">
${todos.map(todoLine)}</ul>
`
}

/** The box shows a usual status, so it is said to those alone who cannot see it. */
function todoLine(todo: TodoView): Html {
  const {now, status} = todo
  const isDrawn = words[now] === status
  const facts = [isDrawn ? undefined : status, todo.was, todo.priority].filter(
    (fact) => fact !== undefined,
  )
  return html`<li data-now="${now}"${todo.was !== undefined && html` data-was`}>${icon(boxes[now])} <span dir="auto">${todo.content}${isDrawn && html`<span class="sp-sr">, ${status}</span>`}</span>${facts.length > 0 && html` <small>${facts.join(', ')}</small>`}</li>
`
}
