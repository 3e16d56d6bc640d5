import type {Session} from '../session/model.js'
import {html, htmlText} from './html.js'
import type {RenderContext} from './render-context.js'
import {cleanText} from './text/clean.js'

/**
 * The page of a session, in pieces: the whole is never in memory at once.
 *
 * Same session and context, same pieces.
 */
export async function* renderPage(
  session: Session,
  _context: RenderContext,
): AsyncGenerator<string> {
  yield cleanText(
    htmlText(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${session.title}</title></head><body></body></html>
`),
  )
}
