import {type Html, html} from '../src/render/html.js'

/** What the part of a session that stands in somebody's article needs to know. */
export interface EmbedView {
  title: string
  /** Address of its first prompt in the whole session. */
  whole: string
}

/** From the body's start to its list of prompts. */
export function embedStart({title, whole}: EmbedView): Html {
  return html`<body class="sp-embed">
<header class="sp-embed-top sp-wrap"><h1 dir="auto">${title}</h1>
<p><a href="${whole}"${elsewhere}>The whole session</a></p></header>
<main id="main" class="sp-wrap"><div class="sp-flow">
<ol class="sp-turns">
`
}

/** What stands below the prompts where there is more than can be shown here. */
export function embedRest(what: string, href: string): Html {
  return html`<p class="sp-note sp-embed-rest">${what} <a href="${href}"${elsewhere}>in the whole session</a>.</p>\n`
}

/** What the reader should know of the session. */
export function embedNote(text: string): Html {
  return html`<p class="sp-note sp-embed-rest">${text}</p>\n`
}

/** From the end of the list to the end of the page. */
export function embedEnd(rest: readonly Html[]): Html {
  return html`</div>\n${rest}</main>
</body>
</html>
`
}

/** A link that must not open in the small frame that the page stands in. */
export const elsewhere = html` target="_blank" rel="noopener"`
