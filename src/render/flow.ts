import {type Html, html} from './html.js'

/**
 * What the body of a page is made of, in order: markup, and marks that say where pages may be cut.
 *
 * Marks hold no text. A page that is cut at a seam closes the frames that are open there; the next
 * page opens them again.
 */
export type Piece = Html | Mark

export type Mark =
  /** The page may end here. `id` is the element that follows, `title` how a list of results calls it. */
  | {mark: 'seam'; id: string; title?: string}
  /** Everything until its `leave` stands inside of an element. */
  | {mark: 'enter'; frame: Frame}
  | {mark: 'leave'}
  /** An element that links from elsewhere look for, and that is no seam. */
  | {mark: 'place'; id: string}
  /** What came before links to these elements, which may lie on another page. */
  | {mark: 'refers'; ids: readonly string[]}

/** How an element ends on a page, and how it goes on on the next one, there without its id. */
export interface Frame {
  close: Html
  again: Html
  /** Set for the list of turns, which each page opens with its own contents beside it. */
  isList?: boolean
}

/** Whether a piece is a mark. */
export function isMark(piece: Piece): piece is Mark {
  return 'mark' in piece
}

/** An element that may be cut: what opens it, what is in it, and how it is closed and opened again. */
export function* framed(open: Html, body: Iterable<Piece>, frame: Frame): Generator<Piece> {
  yield open
  yield {mark: 'enter', frame}
  yield* body
  yield {mark: 'leave'}
  yield frame.close
}

/** A place where the page may end. */
export function seam(id: string, title?: string): Piece {
  return title === undefined ? {mark: 'seam', id} : {mark: 'seam', id, title}
}

/** The markup of pieces as one, for bodies that are never cut. */
export function markupOf(pieces: Iterable<Piece>): Html {
  return html`${[...pieces].filter((piece): piece is Html => !isMark(piece))}`
}
