import {contents} from '../../templates/contents.js'
import {pager} from '../../templates/foot.js'
import {masthead, slimMasthead} from '../../templates/masthead.js'
import type {Session} from '../session/model.js'
import {brandHtml, type Html, html, htmlText} from './html.js'
import {bodyOf} from './page/body.js'
import {promptsOf, restOf, whatIsOn} from './page/contents.js'
import {nestedRenderer} from './page/nested.js'
import {pageEnd, pageStart, type SharedFiles, styleOf} from './page/shell.js'
import {topOf} from './page/top.js'
import {cutPages, type PageBody} from './paging/cut.js'
import {createIndexer, type Indexer} from './paging/indexer.js'
import {addressOf, type Places, pageOf, placesOf} from './paging/places.js'
import type {Weight} from './paging/weight.js'
import type {RenderContext} from './render-context.js'
import {newPageState, rootScope} from './scope.js'
import {titleOf} from './text/title.js'
import {settled, visibleProse} from './text/visible.js'

/** One file of the pages of a session. */
export interface PageFile {
  name: string
  pieces: AsyncIterable<string>
  /** What a browser has to take for its body. */
  weight: Weight
}

/** All pages of one session, once it is known what stands on which. */
interface Book {
  session: Session
  context: RenderContext
  pages: readonly PageBody[]
  places: Places
  searchIndex: string | undefined
  /** Style and script of the pages after the first, which carries its own. */
  shared: SharedFiles | undefined
}

/**
 * The pages of a session: `index.html` alone, or with further pages where one
 * would be too heavy for a browser.
 *
 * Same session and context, same bytes. Files that pages need beside themselves
 * are handed to `context.keep`. The last page comes first, so that whoever
 * publishes in this order never shows a link that leads nowhere.
 */
export async function* renderPages(
  session: Session,
  given: RenderContext,
): AsyncGenerator<PageFile> {
  const context = {...given, pieces: given.pieces.fresh()}
  const state = newPageState()
  const scope = rootScope(session, context, state, nestedRenderer(state))
  const {pageElements: elements, pageCharacters: characters} = scope.limits
  const indexer = createIndexer()
  const pages = await cutPages(context.pieces.through(bodyOf(session, scope, state)), {
    limit: {elements, characters},
    first: {elements: elements * share, characters: characters * share},
    hold: context.hold,
    onAtom: indexer.add,
  })
  const searchIndex = context.script === undefined ? undefined : await keepIndex(indexer, context)
  const shared = pages.length > 1 ? sharedFiles(pages, context) : undefined
  const book = {session, context, pages, places: placesOf(pages), searchIndex, shared}
  for (const index of [...pages.keys()].toReversed()) {
    const page = pages[index]
    const name = book.places.files[index]
    if (page && name) yield {name, pieces: pageText(book, index), weight: page.weight}
  }
}

async function keepIndex(indexer: Indexer, context: RenderContext): Promise<string | undefined> {
  const script = indexer.script()
  return script && (await context.keepPieces(script, 'js', 'search'))
}

function sharedFiles(pages: readonly PageBody[], context: RenderContext): SharedFiles {
  const hasPalette = pages.some((page) => page.hasPalette)
  return {
    style: context.keep(styleOf({context, hasPalette}), 'css', 'style'),
    script: context.script === undefined ? undefined : context.keep(context.script, 'js', 'viewer'),
  }
}

/** How much of a page's limit the body of the first one may take: title, timeline and contents take the rest. */
const share = 0.78

async function* pageText(book: Book, index: number): AsyncGenerator<string> {
  const {session, context, pages, places} = book
  const page = pages[index]
  if (!page) return
  const isLone = pages.length === 1
  yield text(
    pageStart({
      title: titleOf(session),
      page: isLone ? undefined : index + 1,
      hasPalette: page.hasPalette,
      searchIndex: book.searchIndex,
      first: `#${page.seams[0] ?? 'main'}`,
      isOneOfMany: !isLone,
      shared: index === 0 ? undefined : book.shared,
      session,
      context,
    }),
  )
  yield text(html`<main id="main">\n${top(book, index)}`)
  if (page.hasTurns) {
    const rail = contents(promptsOf(session, page), restOf(session, pages, index, places))
    yield text(
      html`<div class="sp-cols sp-wrap">\n${rail}<div class="sp-flow">\n<ol class="sp-turns">\n`,
    )
  }
  yield* body(book, index)
  yield text(html`</main>\n`)
  if (!isLone) yield text(html`${pagerOf(book, index)}${index === 0 && placesScript(places)}`)
  yield text(pageEnd(context))
}

function top({session, context, pages, places}: Book, index: number): Html {
  const title = titleOf(session)
  const page = pages[index]
  if (index === 0 || !page) {
    return masthead(topOf(session, context, (id) => addressOf(id, 0, places)))
  }
  return slimMasthead({
    title: visibleProse(title),
    page: index + 1,
    pages: pages.length,
    what: whatIsOn(page),
    start: 'index.html',
  })
}

/** The body as it was held, links to other pages put right. */
async function* body({pages, places}: Book, index: number): AsyncGenerator<string> {
  const page = pages[index]
  if (!page) return
  const away = new Map<string, string>()
  for (const id of new Set(page.refers)) {
    if (pageOf(id, places) !== index) away.set(id, addressOf(id, index, places))
  }
  if (away.size === 0) {
    yield* page.held.read()
    return
  }
  let whole = ''
  for await (const piece of page.held.read()) whole += piece
  // Text of the session is escaped: no tag begins in it, so this finds links of ours alone.
  yield whole.replace(/<a href="#([^"]*)"/g, (link, id) => {
    const address = away.get(id)
    return address === undefined ? link : `<a href="${address}"`
  })
}

function pagerOf({pages, places}: Book, index: number): Html {
  const to = (at: number) => {
    const page = pages[at]
    const href = places.files[at]
    return page && href ? {href, what: `Page ${at + 1}: ${whatIsOn(page)}`} : undefined
  }
  return pager(to(index - 1), to(index + 1))
}

/** Where every element is, for links to the first page that mean another one. */
function placesScript({files, starts, others}: Places): Html {
  const data = JSON.stringify({
    pages: files,
    starts,
    others: Object.fromEntries([...others].filter(([, page]) => page > 0)),
  })
  return html`<script type="application/json" id="sp-places">${brandHtml(data.replaceAll('<', '\\u003c'))}</script>\n`
}

function text(piece: Html): string {
  return settled(htmlText(piece))
}
