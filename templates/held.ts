import {brandHtml, html, htmlText} from '../src/render/html.js'
import {barePage} from './bare-page.js'

/** The page of a session that a person has to decide about first. It says nothing of what is in there. */
export function heldPage(style: string, sha256Base64: (text: string) => string): string {
  const page = barePage({
    title: 'Held for review',
    policy: `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; base-uri 'none'; form-action 'none'`,
    head: html`<style>${brandHtml(style)}</style>\n`,
    body: html`<p>Whoever shared this coding session has to look at something in it first. Come back later: the address stays the same.</p>`,
  })
  return htmlText(page)
}
