import {brandHtml, type Html, html} from '../src/render/html.js'

/** What stands in a page's head. */
export interface HeadView {
  title: string
  /** Number of the page; absent where there is only one. */
  page?: number | undefined
  policy: string
  generator: string
  /** Title for the cards that chats and sites show of a link; absent where even that is too much. */
  card?: string | undefined
  hasMarkdown: boolean
  style: PageAsset
  /** Absent for a page without comfort. */
  script?: PageAsset | undefined
}

/** Text that a page carries in itself, or a file beside it. */
export type PageAsset = {text: string} | {file: string}

/** From the doctype to the body. The policy stands first, so that it holds for everything after it. */
export function pageHead(view: HeadView): Html {
  return html`<!DOCTYPE html>
<html lang="en"${view.page !== undefined && html` data-sp-page="${view.page}"`}>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${view.policy}">
<meta name="generator" content="${view.generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta name="color-scheme" content="light dark">
<title>${view.title}</title>
${view.card !== undefined && card(view.card)}${view.hasMarkdown && html`<link rel="alternate" type="text/markdown" href="session.md" title="This session as Markdown">\n`}${style(view.style)}
${view.script && html`${script(view.script)}\n`}</head>
`
}

function style(asset: PageAsset): Html {
  if ('file' in asset) return html`<link rel="stylesheet" href="${asset.file}">`
  return html`<style>${brandHtml(asset.text)}</style>`
}

function script(asset: PageAsset): Html {
  if ('file' in asset) return html`<script src="${asset.file}"></script>`
  return html`<script>${brandHtml(asset.text)}</script>`
}

function card(title: string): Html {
  return html`<meta property="og:type" content="article">
<meta property="og:title" content="${title}">
<meta name="twitter:card" content="summary">
<meta name="twitter:title" content="${title}">
`
}
