import {pageBar} from '../../../templates/bar.js'
import {pageFoot} from '../../../templates/foot.js'
import {pageHead} from '../../../templates/head.js'
import {generator} from '../../session/bundle.js'
import type {Session} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {hasKeptPictures} from '../media/file.js'
import {type RenderContext, renderLimits} from '../render-context.js'
import {cleanText} from '../text/clean.js'

/** What one page is, beside its body. */
export interface ShellView {
  title: string
  /** Number of the page; absent for a lone one. */
  page?: number | undefined
  hasPalette: boolean
  searchIndex: string | undefined
  /** Where the skip link leads. */
  first: string
  isOneOfMany: boolean
  session: Session
  context: RenderContext
}

/** From the doctype to the bar. */
export function pageStart(view: ShellView): Html {
  const {context, page} = view
  const {hasMarkdown, hasJson, script} = context
  const hasCard = context.hasCard ?? true
  const style = cleanText(view.hasPalette ? `${context.style}\n${context.palette}` : context.style)
  const title = page === undefined || page === 1 ? view.title : `${view.title} (page ${page})`
  const head = pageHead({
    // Cards are also made of the title in the head: it says nothing where none may be shown.
    title: hasCard ? title : 'A coding session',
    page,
    policy: policyOf(style, view),
    generator,
    card: hasCard ? view.title : undefined,
    hasMarkdown,
    style,
    script,
  })
  const bar = pageBar({first: view.first, searchIndex: view.searchIndex, hasMarkdown, hasJson})
  return html`${head}<body>\n${bar}`
}

/** The end of the page. */
export function pageEnd({version}: RenderContext): Html {
  return pageFoot(version)
}

/**
 * The policy of a page: its own style and script by their hashes, pictures from
 * itself, nothing from elsewhere. Only a session of several pages may load a
 * script that lies beside it, the index for searching them.
 */
function policyOf(style: string, {context, session, isOneOfMany}: ShellView): string {
  const {script, sha256Base64} = context
  const limits = {...renderLimits, ...context.limits}
  const scripts = [
    ...(script === undefined ? [] : [`'sha256-${sha256Base64(script)}'`]),
    ...(isOneOfMany && script !== undefined ? ["'self'"] : []),
  ]
  return [
    "default-src 'none'",
    `style-src 'sha256-${sha256Base64(style)}'`,
    ...(scripts.length > 0 ? [`script-src ${scripts.join(' ')}`] : []),
    `img-src data:${hasKeptPictures(session, limits) ? " 'self'" : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sp',
  ].join('; ')
}
