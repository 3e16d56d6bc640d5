import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {createHighlighter} from '../../src/render/code/highlighter.js'
import type {RenderContext} from '../../src/render/render-context.js'
import {renderMarkdown} from '../../src/render/render-markdown.js'
import {renderPage} from '../../src/render/render-page.js'
import type {Session} from '../../src/session/model.js'

/** What a page was rendered to, with the files that it put beside itself. */
export interface Rendered {
  page: string
  files: Map<string, string | Uint8Array>
}

const style = readFileSync(new URL('../../templates/style.css', import.meta.url), 'utf8')

/** A context that keeps files in memory. */
export async function aContext(
  given: Partial<RenderContext> = {},
): Promise<{context: RenderContext; files: Rendered['files']}> {
  const files: Rendered['files'] = new Map()
  const context: RenderContext = {
    style,
    highlighter: await createHighlighter(),
    shareID: 's_0123456789abcdefghjkmnpqrs',
    isLocal: false,
    version: '0.1.0',
    findings: [],
    hasMarkdown: true,
    hasJson: true,
    keep(content, extension) {
      const path = `media-${createHash('sha256').update(content).digest('hex').slice(0, 16)}.${extension}`
      files.set(path, content)
      return path
    },
    sha256Base64: (text) => createHash('sha256').update(text).digest('base64'),
    ...given,
  }
  return {context, files}
}

/** The whole page of a session. */
export async function render(
  session: Session,
  given: Partial<RenderContext> = {},
): Promise<Rendered> {
  const {context, files} = await aContext(given)
  let page = ''
  for await (const piece of renderPage(session, context)) page += piece
  return {page, files}
}

/** The whole Markdown twin of a session. */
export async function renderTwin(
  session: Session,
  given: Partial<RenderContext> = {},
): Promise<string> {
  const {context} = await aContext(given)
  return [...renderMarkdown(session, context)].join('')
}
