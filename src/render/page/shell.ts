import {pageBar} from '../../../templates/bar.js'
import {pageFoot} from '../../../templates/foot.js'
import {type PageAsset, pageHead} from '../../../templates/head.js'
import {generator} from '../../session/bundle.js'
import type {Session} from '../../session/model.js'
import {type Html, html} from '../html.js'
import {hasKeptPictures} from '../media/file.js'
import {type RenderContext, renderLimits} from '../render-context.js'
import {settled} from '../text/visible.js'

/** Style and script beside the pages of a long session. */
export interface SharedFiles {
  style: string
  script: string | undefined
}

/** What the head of a page has to know. */
export interface HeadFacts {
  title: string
  /** Number of the page; absent for a lone one. */
  page?: number | undefined
  hasPalette: boolean
  isOneOfMany: boolean
  /** Files that hold style and script; absent for a page that carries them in itself. */
  shared?: SharedFiles | undefined
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
  const {hasMarkdown} = context
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
    style: view.shared ? {file: view.shared.style} : {text: style},
    script: scriptOf(view),
  })
}

function scriptOf({context: {script}, shared}: HeadFacts): PageAsset | undefined {
  if (shared) return shared.script === undefined ? undefined : {file: shared.script}
  return script === undefined ? undefined : {text: script}
}

/** All style of a page as one text. What a person wants counts last. */
export function styleOf({context, hasPalette}: Pick<HeadFacts, 'context' | 'hasPalette'>): string {
  const {style, palette, houseStyle} = context
  const styles = [style, ...(hasPalette ? [palette] : []), ...(houseStyle ? [houseStyle] : [])]
  return settled(styles.join('\n'))
}

/** The end of the page. */
export function pageEnd({version}: RenderContext): Html {
  return pageFoot(version)
}

/**
 * The policy of a page: its own style and script by their hashes, pictures from
 * itself, nothing from elsewhere. Pages of a long session may load what lies
 * beside them: the index for searching them all, and style and script of those
 * after the first. From a disk a hash alone would not let a file load.
 */
function policyOf(style: string, view: HeadFacts): string {
  const {context, session, isOneOfMany, shared} = view
  const {script, sha256Base64} = context
  const limits = {...renderLimits, ...context.limits}
  const scripts = [
    ...(script !== undefined && !shared ? [`'sha256-${sha256Base64(script)}'`] : []),
    ...(isOneOfMany && script !== undefined ? ["'self'"] : []),
  ]
  return [
    "default-src 'none'",
    `style-src ${shared ? "'self'" : `'sha256-${sha256Base64(style)}'`}`,
    ...(scripts.length > 0 ? [`script-src ${scripts.join(' ')}`] : []),
    `img-src data:${hasKeptPictures(session, limits) ? " 'self'" : ''}`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sp',
  ].join('; ')
}
