import {fold} from '../../../templates/fold.js'
import {todoList} from '../../../templates/todos.js'
import type {Session} from '../../session/model.js'
import {modelName} from '../../session/model-name.js'
import {type Html, html} from '../html.js'
import {nestedScope, type PageState, type Scope} from '../scope.js'
import {count} from '../text/format.js'
import {viewOf} from '../tools/small.js'
import {jsonCard} from '../tools/values.js'
import {renderFilesList} from './files.js'
import {remarksOf} from './top.js'
import {renderTurn} from './turns.js'

/** How a subagent's session is shown, with the page's state at hand. */
export function nestedRenderer(state: PageState): Scope['renderNested'] {
  return (session, from, id) => renderNested(session, nestedScope(session, from, id, state), state)
}

function* renderNested(session: Session, scope: Scope, state: PageState): Generator<Html> {
  const facts = [
    session.agent.version,
    session.models.map(modelName).join(', '),
    count(session.totals.toolCalls, 'tool call'),
    session.totals.errors > 0 ? count(session.totals.errors, 'error') : '',
  ].filter(Boolean)
  yield html`<div class="sp-agent">
<p class="sp-ask" dir="auto">${session.title} <small>${facts.join(', ')}</small></p>
${remarksOf(session).map((remark) => html`<p class="sp-remark">${remark}</p>\n`)}<ol class="sp-turns">
`
  for (const turn of session.turns) yield* renderTurn(turn, session, scope)
  yield html`</ol>\n`
  if (session.todos.length > 0)
    yield fold('Its todos at the end', todoList(session.todos.map(viewOf)))
  if (session.diffs.length > 0) {
    yield html`<details class="sp-fold"><summary>What it changed: ${count(session.diffs.length, 'file')}</summary>\n`
    yield* renderFilesList(session.diffs, scope)
    yield html`</details>\n`
  }
  if (session.extra && Object.keys(session.extra).length > 0) {
    yield fold('More that was recorded', jsonCard(session.extra, scope))
  }
  // Subagents of this one that none of its calls joined.
  for (const child of session.children) {
    if (state.shown.has(child)) continue
    state.shown.set(child, '')
    state.later.push({session: child, from: ''})
  }
  yield html`</div>\n`
}
