import {type Frame, isMark, markupOf, type Piece} from '../../src/render/flow.js'
import {brandHtml, type Html, html, htmlText} from '../../src/render/html.js'
import {renderBlocks} from '../../src/render/page/blocks.js'
import {bodyOf} from '../../src/render/page/body.js'
import {titleOf} from '../../src/render/page/contents.js'
import {nestedRenderer} from '../../src/render/page/nested.js'
import {topOf} from '../../src/render/page/top.js'
import {renderTurn} from '../../src/render/page/turns.js'
import type {RenderContext} from '../../src/render/render-context.js'
import {newPageState, type PageState, rootScope, type Scope} from '../../src/render/scope.js'
import {contents} from '../../templates/contents.js'
import {pager} from '../../templates/foot.js'
import {masthead, slimMasthead} from '../../templates/masthead.js'
import type {Example} from './example.js'

/**
 * The same with everything unfolded that says what was done: a picture shows
 * what is behind a line as well.
 */
export function unfolded(markup: Html): Html {
  // Text of a session is escaped, so these are tags of ours alone.
  return brandHtml(
    htmlText(markup).replace(/<details( class="sp-fold")?>(?=<summary)/g, '<details$1 open>'),
  )
}

/** Sections of one page have names of their own; here are those of several pages. */
function withOwnNames(markup: Html, id: string): Html {
  return brandHtml(htmlText(markup).replace(/(<section[^>]* aria-label="[^"]*)/g, `$1 of ${id}`))
}

/** Markup of an example, with `id` before all ids in it. `ids` are those that the page has so far. */
export async function show(
  example: Example,
  id: string,
  ids: Set<string>,
  around: RenderContext,
): Promise<Html> {
  const markup = await shown(example, id, ids, {...around, ...example.given})
  let whole = ''
  for await (const piece of around.pieces.through([markup])) {
    if (!isMark(piece)) whole += htmlText(piece)
  }
  return brandHtml(whole)
}

async function shown(
  {session, subject}: Example,
  id: string,
  ids: Set<string>,
  context: RenderContext,
): Promise<Html> {
  const state: PageState = {...newPageState(), ids}
  const scope = {...rootScope(session, context, state, nestedRenderer(state)), prefix: `${id}-t`}
  const to = () => `#${id}`
  switch (subject.type) {
    case 'blocks':
      return html`<div class="sp-answer">${markupOf(renderBlocks(subject.blocks, id, scope))}</div>`
    case 'turn':
      return turns(renderTurn(subject.turn, session, scope))
    case 'again':
      return turns(afterSeam(renderTurn(subject.turn, session, scope), subject.seam))
    case 'masthead':
      return withOwnNames(masthead(topOf(session, context, to)), id)
    case 'slim':
      return slimMasthead({
        title: session.title,
        page: 2,
        pages: 5,
        what: 'prompts 41 to 80',
        start: `#${id}`,
      })
    case 'contents':
      return contentsOf(session, id)
    case 'pager':
      return pager(
        {href: `#${id}`, what: 'Page 1: prompts 1 to 40'},
        {href: `#${id}`, what: 'Page 3: prompts 81 to 120, files changed'},
      )
    case 'parts':
      return await partsOf(session, scope, state)
  }
}

function turns(pieces: Iterable<Piece>): Html {
  return html`<ol class="sp-turns">\n${markupOf(pieces)}</ol>`
}

/** What follows a cut, in the frames that the next page opens again. */
function afterSeam(pieces: Iterable<Piece>, wanted: number): Piece[] {
  const open: Frame[] = []
  let seams = 0
  let after: Piece[] = []
  for (const piece of pieces) {
    if (!isMark(piece)) after.push(piece)
    else if (piece.mark === 'enter') open.push(piece.frame)
    else if (piece.mark === 'leave') open.pop()
    else if (piece.mark === 'seam' && ++seams === wanted) after = open.map(({again}) => again)
  }
  return after
}

function contentsOf({turns: all}: Example['session'], id: string): Html {
  const prompts = all.map((turn) => ({
    href: `#${id}`,
    number: turn.number,
    title: titleOf(turn),
    note: turn.isUndone ? '4 calls, 2 errors, undone' : '19 calls',
  }))
  return contents(prompts, [
    {href: `#${id}`, icon: 'list', title: 'Page 2', note: 'prompts 41 to 80: Draw the badge'},
    {href: `#${id}`, icon: 'file', title: 'Files changed', note: '9 files'},
    {href: `#${id}`, icon: 'plan', title: 'Todos', note: '4 of 5 done'},
    {href: `#${id}`, icon: 'info', title: 'About this page'},
  ])
}

async function partsOf(session: Example['session'], scope: Scope, state: PageState): Promise<Html> {
  const pieces: Piece[] = []
  for await (const piece of bodyOf(session, scope, state)) pieces.push(piece)
  return markupOf(pieces)
}
