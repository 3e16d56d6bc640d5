import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {createHolder} from '../../src/bundle/holder.js'
import {isMark, type Piece} from '../../src/render/flow.js'
import {htmlText} from '../../src/render/html.js'
import {createPieces, type Pieces, type PiecesOptions} from '../../src/render/pieces/pieces.js'
import {createPieceRenderer} from '../../src/render/pieces/render-piece.js'
import type {RenderContext} from '../../src/render/render-context.js'
import {renderMarkdown} from '../../src/render/render-markdown.js'
import {renderPages} from '../../src/render/render-pages.js'
import type {Session} from '../../src/session/model.js'

/** What a page was rendered to, with the files that it put beside itself. */
export interface Rendered {
  page: string
  files: Map<string, string | Uint8Array>
}

const style = asset('style.css')
const palette = asset('palette.css')
const script = asset('viewer.js')

function asset(name: string): string {
  return readFileSync(new URL(`../../dist/page/${name}`, import.meta.url), 'utf8').trimEnd()
}

const renderPiece = createPieceRenderer()

/** Pieces that are made in this thread. */
export function somePieces(given: Partial<PiecesOptions> = {}): Pieces {
  const hash = (text: string) => createHash('sha256').update(text).digest('base64')
  return createPieces({render: renderPiece, hash, secret: 'placeofapiece', ...given})
}

/** Markup with its pieces in their places. */
export async function filled(flow: Iterable<Piece>, pieces: Pieces): Promise<string[]> {
  const texts: string[] = []
  for await (const piece of pieces.through(flow)) if (!isMark(piece)) texts.push(htmlText(piece))
  return texts
}

/** A context that keeps files in memory. */
export async function aContext(
  given: Partial<RenderContext> = {},
): Promise<{context: RenderContext; files: Rendered['files']}> {
  const files: Rendered['files'] = new Map()
  const context: RenderContext = {
    style,
    palette,
    script,
    hold: () => createHolder(Number.POSITIVE_INFINITY, () => ''),
    pieces: somePieces(),
    shareID: 's_0123456789abcdefghjkmnpqrs',
    isLocal: false,
    version: '0.1.0',
    findings: [],
    hasMarkdown: true,
    hasJson: true,
    keep(content, extension, stem = 'media') {
      const path = `${stem}-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.${extension}`
      files.set(path, content)
      return path
    },
    keepPieces: async (pieces, ...as) => context.keep([...pieces].join(''), ...as),
    sha256Base64: (text) => createHash('sha256').update(text).digest('base64'),
    ...given,
  }
  return {context, files}
}

/** The whole session on one page, however long. */
export async function render(
  session: Session,
  given: Partial<RenderContext> = {},
): Promise<Rendered> {
  const limits = {...given.limits, pageElements: Infinity, pageCharacters: Infinity}
  const {pages, files} = await renderAll(session, {...given, limits})
  return {page: pages.get('index.html') ?? '', files}
}

/** All pages of a session by their names, in the order they are to be published. */
export async function renderAll(
  session: Session,
  given: Partial<RenderContext> = {},
): Promise<{pages: Map<string, string>; files: Rendered['files']}> {
  const {context, files} = await aContext(given)
  const pages = new Map<string, string>()
  for await (const {name, pieces} of renderPages(session, context)) {
    let page = ''
    for await (const piece of pieces) page += piece
    pages.set(name, page)
  }
  return {pages, files}
}

/** The whole Markdown twin of a session. */
export async function renderTwin(
  session: Session,
  given: Partial<RenderContext> = {},
): Promise<string> {
  const {context} = await aContext(given)
  let twin = ''
  for await (const entry of renderMarkdown(session, context)) twin += entry
  return twin
}
