import {contents, masthead, pageFoot, pageHead, part} from '../../templates/page.js'
import {todoList} from '../../templates/todos.js'
import {generator} from '../session/bundle.js'
import type {Session} from '../session/model.js'
import {fileIDs} from './diff/file-id.js'
import {type Html, html, htmlText} from './html.js'
import {hasKeptPictures} from './media/file.js'
import {renderAbout} from './page/about.js'
import {contentsOf} from './page/contents.js'
import {filesHead, renderFilesList} from './page/files.js'
import {languagesOfDiffs, languagesOfSession, languagesOfTurn} from './page/languages.js'
import {nestedRenderer} from './page/nested.js'
import {topOf} from './page/top.js'
import {renderTurn} from './page/turns.js'
import type {RenderContext} from './render-context.js'
import {newPageState, type PageState, rootScope, type Scope} from './scope.js'
import {cleanText} from './text/clean.js'
import {viewOf} from './tools/small.js'

/**
 * The page of a session, in pieces: the whole is never in memory at once.
 *
 * Same session and context, same pieces. Files that the page needs beside
 * itself are handed to `context.keep` before the piece that names them.
 */
export async function* renderPage(
  session: Session,
  context: RenderContext,
): AsyncGenerator<string> {
  for await (const piece of pagePieces(session, context)) yield cleanText(htmlText(piece))
}

async function* pagePieces(session: Session, given: RenderContext): AsyncGenerator<Html> {
  const context = {...given, highlighter: await given.highlighter.fresh()}
  const state = newPageState()
  for (const id of ownIds) state.ids.add(id)
  const scope = rootScope(session, context, state, nestedRenderer(state))
  yield head(session, scope)
  yield html`<main id="main">\n${masthead(topOf(session, context))}`
  yield html`<div class="sp-cols sp-wrap">\n${contents(contentsOf(session))}<div class="sp-flow">\n<ol class="sp-turns">\n`
  for (const [done, turn] of session.turns.entries()) {
    context.onTurn?.(done)
    await context.highlighter.load(languagesOfTurn(turn, session))
    yield* renderTurn(turn, session, scope)
  }
  yield html`</ol></div></div>\n`
  yield* otherSubagents(session, scope, state)
  await context.highlighter.load(languagesOfDiffs(session.diffs))
  yield* parts(session, scope)
  yield html`</main>\n${pageFoot(context.version)}`
}

const ownIds = ['main', 'contents', 'files', 'todos', 'about', 'subagents'].flatMap((id) => [
  id,
  `${id}-h`,
])

function head(session: Session, {context, limits}: Scope): Html {
  const style = cleanText(context.style)
  const pictures = hasKeptPictures(session, limits) ? "data: 'self'" : 'data:'
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${context.sha256Base64(style)}'`,
    `img-src ${pictures}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  const title = session.title || 'A session without a title'
  return pageHead({title, style, policy, generator, hasMarkdown: context.hasMarkdown})
}

/** Subagents that no call joined, and those that were too deep to nest. */
async function* otherSubagents(
  session: Session,
  scope: Scope,
  state: PageState,
): AsyncGenerator<Html> {
  for (const child of session.children) {
    if (state.shown.has(child)) continue
    state.shown.set(child, '')
    state.later.push({session: child, from: ''})
  }
  if (state.later.length === 0) return
  yield* part('subagents', 'Other subagents', undefined, [])
  for (let index = 0; index < state.later.length; index++) {
    const entry = state.later[index]
    if (!entry) continue
    await scope.context.highlighter.load(languagesOfSession(entry.session))
    yield html`<div class="sp-wrap sp-later">\n`
    if (entry.from)
      yield html`<p class="sp-note">Called by <a href="#${entry.from}">${entry.from}</a>.</p>\n`
    yield* scope.renderNested(entry.session, scope, scope.claim(`s${index + 1}`))
    yield html`</div>\n`
  }
}

function* parts(session: Session, scope: Scope): Generator<Html> {
  const {diffs, todos} = session
  if (diffs.length > 0) {
    const list = renderFilesList(diffs, scope, fileIDs(diffs))
    yield* part('files', 'Files changed', undefined, list, filesHead(session))
  }
  if (todos.length > 0) {
    yield* part('todos', 'Todos', 'As the list stood at the end.', [todoList(todos.map(viewOf))])
  }
  yield* part('about', 'About this page', undefined, renderAbout(session, scope))
}
