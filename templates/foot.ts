import {type Html, html} from '../src/render/html.js'

/** A way to another page of the session. */
export interface PagerView {
  href: string
  what: string
}

/** The ways to the pages before and after. */
export function pager(before: PagerView | undefined, after: PagerView | undefined): Html {
  return html`<nav class="sp-pager sp-wrap" aria-label="Pages of this session">
${before && html`<a href="${before.href}" rel="prev"><small>Page before</small> ${before.what}</a>\n`}${after && html`<a href="${after.href}" rel="next"><small>Next page</small> ${after.what}</a>\n`}</nav>
`
}

/** The end of a page. */
export function pageFoot(version: string): Html {
  return html`<footer class="sp-foot"><div class="sp-wrap"><p>Made with <b>sessionpress</b> ${version}. This page asks the network for nothing.</p></div></footer>
</body>
</html>
`
}
