import {part} from '../../../templates/part.js'
import {todoList} from '../../../templates/todos.js'
import type {Session, Turn} from '../../session/model.js'
import {fileIDs} from '../diff/file-id.js'
import {framed, type Piece, seam} from '../flow.js'
import {type Html, html, htmlText} from '../html.js'
import type {PageState, Scope} from '../scope.js'
import {viewOf} from '../tools/small.js'
import {renderAbout} from './about.js'
import {titleOf} from './contents.js'
import {filesHead, renderFilesList} from './files.js'
import {leftBefore, leftTurnsOf, renderLeftTurns} from './left-out.js'
import {renderTurn} from './turns.js'

/** Ids of the page's own places. */
const ownIds = ['main', 'contents', 'files', 'todos', 'about', 'subagents'].flatMap((id) => [
  id,
  `${id}-h`,
])

/**
 * Everything between the top of the first page and the foot of the last one:
 * turns, subagents that no turn holds, files, todos, the page itself.
 *
 * The list of turns is not opened here: whoever writes the page puts its
 * contents beside it.
 */
export async function* bodyOf(
  session: Session,
  scope: Scope,
  state: PageState,
): AsyncGenerator<Piece> {
  for (const id of ownIds) state.ids.add(id)
  if (session.turns.length > 0) {
    yield* turnsOf(session.turns, session, scope, {
      close: html`</ol></div></div>\n`,
      left: leftTurnsOf(session),
    })
  }
  yield* otherSubagents(session, scope, state)
  yield* parts(session, scope)
}

/**
 * Turns of the session itself, in a list that somebody else opens, and `close` ends. Where
 * turns stay at home (`left`), a line says so.
 */
export async function* turnsOf(
  turns: readonly Turn[],
  session: Session,
  scope: Scope,
  {close, left}: {close: Html; left: readonly number[]},
): AsyncGenerator<Piece> {
  const gaps = leftBefore(turns, left)
  yield {mark: 'enter', frame: {close, again: html``, isList: true}}
  for (const [done, turn] of turns.entries()) {
    await scope.context.onTurn?.(done)
    yield seam(`t${turn.number}`, `${turn.number}. ${plainText(titleOf(turn))}`)
    yield renderLeftTurns(gaps.get(turn.number))
    yield* renderTurn(turn, session, scope)
  }
  yield renderLeftTurns(gaps.get(undefined))
  yield {mark: 'leave'}
  yield close
}

/** Subagents that no call joined, and those that were too deep to nest. */
async function* otherSubagents(
  session: Session,
  scope: Scope,
  state: PageState,
): AsyncGenerator<Piece> {
  for (const child of session.children) {
    if (state.shown.has(child)) continue
    state.shown.set(child, '')
    state.later.push({session: child, from: ''})
  }
  if (state.later.length === 0) return
  yield seam('subagents', 'Other subagents')
  yield* part({id: 'subagents', title: 'Other subagents', body: laterSubagents(scope, state)})
}

function* laterSubagents(scope: Scope, state: PageState): Generator<Piece> {
  // More of them may come while these are shown.
  for (let index = 0; index < state.later.length; index++) {
    const entry = state.later[index]
    if (!entry) continue
    const id = scope.claim(`s${index + 1}`)
    if (index > 0) yield seam(id)
    yield {mark: 'place', id}
    yield* framed(html`<div class="sp-later" id="${id}">\n`, laterSubagent(entry, id, scope), {
      close: html`</div>\n`,
      again: html`<div class="sp-later">\n`,
    })
  }
}

function* laterSubagent(
  {session, from}: PageState['later'][number],
  id: string,
  scope: Scope,
): Generator<Piece> {
  if (from !== '') {
    yield html`<p class="sp-note">Called by <a href="#${from}">${from}</a>.</p>\n`
    yield {mark: 'refers', ids: [from]}
  }
  yield* scope.renderNested(session, scope, id)
}

function* parts(session: Session, scope: Scope): Generator<Piece> {
  const {diffs, todos} = session
  if (diffs.length > 0) {
    const ids = fileIDs(diffs)
    for (const id of ids) scope.claim(id)
    yield seam('files', 'Files changed')
    yield* part({
      id: 'files',
      title: 'Files changed',
      head: filesHead(session, ids),
      body: renderFilesList(diffs, scope, ids),
    })
  }
  if (todos.length > 0) {
    yield seam('todos', 'Todos')
    yield* part({
      id: 'todos',
      title: 'Todos',
      note: 'As the session left them.',
      body: [todoList(todos.map(viewOf), true)],
    })
  }
  yield seam('about', 'About this page')
  yield* part({
    id: 'about',
    title: 'About this page',
    className: 'sp-about',
    body: renderAbout(session, scope),
  })
}

/** A heading as plain text, for lists that a script makes. */
function plainText(heading: ReturnType<typeof titleOf>): string {
  return unescapeText(htmlText(heading).replace(/<[^>]*>/g, ''))
}

const entities: Record<string, string> = {amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'"}

function unescapeText(markup: string): string {
  return markup.replace(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole)
}
