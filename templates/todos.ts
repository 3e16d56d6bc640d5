import {type Html, type HtmlValue, html} from '../src/render/html.js'

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

const boxes = {open: '☐', doing: '▣', done: '☑', dropped: '☒'}

/** A plan as a list; changed lines say what they were. */
export function todoList(todos: readonly TodoView[]): Html {
  return html`<ul class="sp-todos">
${todos.map(todoLine)}</ul>
`
}

function todoLine(todo: TodoView): Html {
  const facts = [todo.status, todo.was, todo.priority].filter((fact) => fact !== undefined)
  return html`<li data-now="${todo.now}"${todo.was !== undefined && html` data-was`}><span class="sp-box" aria-hidden="true">${boxes[todo.now]}</span> <span dir="auto">${todo.content}</span> <small>${facts.join(', ')}</small></li>
`
}
