import {pageBar} from '../../../templates/bar.js'
import {pageFoot} from '../../../templates/foot.js'
import {pageHead} from '../../../templates/head.js'
import {generator} from '../../session/bundle.js'
import type {Session} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {hasKeptPictures} from '../media/file.js'
import {type RenderContext, renderLimits} from '../render-context.js'
import {cleanText} from '../text/clean.js'

/** What the head of a page has to know. */
export interface HeadFacts {
  title: string
  /** Number of the page; absent for a lone one. */
  page?: number | undefined
  hasPalette: boolean
  isOneOfMany: boolean
  session: Session
  context: RenderContext
}

/** What one page is, beside its body. */
export interface ShellView extends HeadFacts {
  searchIndex: string | undefined
  /** Where the skip link leads. */
  first: string
}

/** From the doctype to the bar. */
export function pageStart(view: ShellView): Html {
  const {hasMarkdown, hasJson} = view.context
  const bar = pageBar({first: view.first, searchIndex: view.searchIndex, hasMarkdown, hasJson})
  return html`${headOf(view)}<body>\n${bar}`
}

/** From the doctype to the end of the head. */
export function headOf(view: HeadFacts): Html {
  const {context, page} = view
  const {hasMarkdown, script} = context
  const hasCard = context.hasCard ?? true
  const style = styleOf(view)
  const title = page === undefined || page === 1 ? view.title : `${view.title} (page ${page})`
  return pageHead({
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
}

/** All style of a page as one text. What a person wants counts last. */
function styleOf({context, hasPalette}: HeadFacts): string {
  const {style, palette, houseStyle} = context
  const styles = [style, ...(hasPalette ? [palette] : []), ...(houseStyle ? [houseStyle] : [])]
  return cleanText(styles.join('\n'))
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
function policyOf(style: string, {context, session, isOneOfMany}: HeadFacts): string {
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
