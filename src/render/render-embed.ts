import {elsewhere, embedEnd, embedNote, embedRest, embedStart} from '../../templates/embed.js'
import {describeLeftOut} from '../session/left-out.js'
import type {Session, Turn} from '../session/model.js'
import {type Html, html, htmlText} from './html.js'
import {turnsOf} from './page/body.js'
import {leftTurnsOf} from './page/left-out.js'
import {nestedRenderer} from './page/nested.js'
import {headOf} from './page/shell.js'
import {cutPages, type PageBody} from './paging/cut.js'
import type {RenderContext} from './render-context.js'
import type {PageFile} from './render-pages.js'
import {newPageState, type PageState, rootScope, type Scope} from './scope.js'
import {titleOf} from './text/title.js'
import {settled} from './text/visible.js'

/** Prompts by their numbers, both ends included. */
export interface EmbedRange {
  first: number
  last: number
}

/**
 * Some prompts of a session as a compact page of its own, for a frame in an article.
 *
 * Elements have the ids that they have on the session's pages. Links to what is not here lead to
 * `index.html`, in a window of their own, as all links to elsewhere do. It is one page: of
 * prompts too heavy for that it shows as much as fits, and says so.
 */
export async function renderEmbed(
  session: Session,
  given: RenderContext,
  range: EmbedRange,
): Promise<PageFile> {
  const turns = session.turns.filter(({number}) => range.first <= number && number <= range.last)
  const context = {...given, pieces: given.pieces.fresh(), hasMarkdown: false}
  const state = newPageState()
  const scope = rootScope(session, context, state, nestedRenderer(state))
  passOver(session.turns, range, scope)
  const left = leftTurnsOf(session).filter(
    (number) => range.first <= number && number <= range.last,
  )
  const {pageElements: elements, pageCharacters: characters} = scope.limits
  const [page, beyond] = await cutPages(
    context.pieces.through(turnsOf(turns, session, scope, {close: html`</ol>\n`, left})),
    {
      limit: {elements, characters},
      hold: context.hold,
      wanted: 1,
    },
  )
  if (!page) throw new Error('Cutting always gives a page.')
  const embed = {session: {...session, turns}, context, page, beyond, state}
  return {name: 'embed.html', pieces: pageText(embed), weight: page.weight}
}

/** A subagent that a call before these prompts started is shown there, as it is on the session's pages. */
function passOver(turns: readonly Turn[], {first}: EmbedRange, scope: Scope): void {
  for (const {number, blocks} of turns) {
    if (number >= first) return
    for (const block of blocks) {
      if (block.type !== 'tool' || block.details.kind !== 'task') continue
      scope.takeChild(block.childID, `${scope.prefix}${number}-${block.number}`)
    }
  }
}

/** The page, once it is known what stands on it. */
interface Embed {
  /** With these prompts alone. */
  session: Session
  context: RenderContext
  page: PageBody
  /** What did not fit. */
  beyond: PageBody | undefined
  state: PageState
}

async function* pageText(embed: Embed): AsyncGenerator<string> {
  const {session, context, page} = embed
  const title = titleOf(session)
  yield text(headOf({title, hasPalette: page.hasPalette, isOneOfMany: false, session, context}))
  yield text(embedStart({title, whole: wholeAt(`t${session.turns[0]?.number}`)}))
  let body = ''
  for await (const piece of page.held.read()) body += piece
  yield linkedToWhole(body)
  yield text(embedEnd(restOf(embed)))
}

/** What a reader has to look for in the whole session. */
function restOf({beyond, state, session}: Embed): Html[] {
  const rest: Html[] = []
  const left = session.leftOut && describeLeftOut(session.leftOut)
  if (left) rest.push(embedNote(left))
  if (beyond) {
    rest.push(
      embedRest(
        'These prompts are more than one page takes. The rest is',
        wholeAt(beyond.seams[0] ?? ''),
      ),
    )
  }
  if (state.later.length > 0) {
    rest.push(embedRest('Further conversations of subagents are', wholeAt('subagents')))
  }
  return rest
}

/** Links to what the page does not have lead to the session's pages, and out of the frame. */
function linkedToWhole(body: string): string {
  // Text may read like a tag, but holds no `<`.
  const ids = new Set([...body.matchAll(/<\w[^<>]* id="([^"]+)"/g)].map(([, id]) => id))
  return body.replace(/<a\b(?:[^>"]|"[^"]*")*>/g, (tag) =>
    tag.replace(/ href="(#?)([^"]*)"/, (here, sign: string, target: string) => {
      if (sign === '') return `${here} target="_blank"`
      return ids.has(target) ? here : ` href="${wholeAt(target)}"${htmlText(elsewhere)}`
    }),
  )
}

function wholeAt(id: string): string {
  return `index.html#${id}`
}

function text(piece: Html): string {
  return settled(htmlText(piece))
}
