import {fold} from '../../../templates/fold.js'
import {todoList} from '../../../templates/todos.js'
import type {Session} from '../../session/model.js'
import {modelName} from '../../session/model-name.js'
import {framed, type Piece, seam} from '../flow.js'
import {html} from '../html.js'
import {nestedScope, type PageState, type Scope} from '../scope.js'
import {count} from '../text/format.js'
import {titleOf} from '../text/title.js'
import {visibleProse} from '../text/visible.js'
import {viewOf} from '../tools/small.js'
import {jsonCard} from '../tools/values.js'
import {renderFilesList} from './files.js'
import {remarksOf} from './top.js'
import {renderTurn} from './turns.js'

/** How a subagent's session is shown, with the page's state at hand. */
export function nestedRenderer(state: PageState): Scope['renderNested'] {
  return (session, from, id) => renderNested(session, nestedScope(session, from, id, state), state)
}

function* renderNested(session: Session, scope: Scope, state: PageState): Generator<Piece> {
  const facts = [
    session.agent.version,
    session.models.map(modelName).join(', '),
    count(session.totals.toolCalls, 'tool call'),
    session.totals.errors > 0 ? count(session.totals.errors, 'error') : '',
  ].filter(Boolean)
  const open = html`<div class="sp-agent">
<p class="sp-ask" dir="auto">${visibleProse(titleOf(session))} <small>${facts.join(', ')}</small></p>
${remarksOf(session).map((remark) => html`<p class="sp-remark">${remark}</p>\n`)}`
  yield* framed(open, content(session, scope, state), {
    close: html`</div>\n`,
    again: html`<div class="sp-agent">
<p class="sp-ask" dir="auto">${visibleProse(titleOf(session))} <small>continued</small></p>
`,
  })
}

function* content(session: Session, scope: Scope, state: PageState): Generator<Piece> {
  const list = html`<ol class="sp-turns">\n`
  yield* framed(list, turnsOf(session, scope), {close: html`</ol>\n`, again: list})
  if (session.todos.length > 0)
    yield fold('Its todos at the end', todoList(session.todos.map(viewOf)))
  if (session.diffs.length > 0) {
    const files = html`<details class="sp-fold"><summary>What it changed: ${count(session.diffs.length, 'file')}</summary>\n`
    yield* framed(files, renderFilesList(session.diffs, scope), {
      close: html`</details>\n`,
      again: files,
    })
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
}

function* turnsOf(session: Session, scope: Scope): Generator<Piece> {
  for (const [index, turn] of session.turns.entries()) {
    if (index > 0) yield seam(`${scope.prefix}${turn.number}`)
    yield* renderTurn(turn, session, scope)
  }
}
