import {type Html, html} from '../src/render/html.js'
import {barePage} from './bare-page.js'

/** The page at the address that `opencode import` takes: it leads a browser on, and says nothing of the session. */
export function wayPage(to: string): Html {
  return barePage({
    title: 'A coding session',
    policy: "default-src 'none'; base-uri 'none'; form-action 'none'",
    head: html`<meta http-equiv="refresh" content="0; url=${to}">\n`,
    body: html`<p><a href="${to}">Read it</a>.</p>`,
  })
}
