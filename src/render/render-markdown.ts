import type {Session} from '../session/model.js'
import type {RenderContext} from './render-context.js'
import {cleanText} from './text/clean.js'

/** The session as a Markdown transcript, in pieces. */
export function* renderMarkdown(session: Session, _context: RenderContext): Generator<string> {
  yield cleanText(`# ${session.title}\n`)
}
