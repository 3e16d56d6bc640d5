import {type Html, html} from '../src/render/html.js'
import {generator} from '../src/session/bundle.js'

interface BarePage {
  title: string
  /** Content security policy. */
  policy: string
  /** What else the head has. @default nothing */
  head?: Html
  /** What stands below the title. */
  body: Html
}

/** A page of a few words, for what is no session: it has no script, and asks for nothing. */
export function barePage({title, policy, head, body}: BarePage): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="generator" content="${generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
${head}</head>
<body>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`
}
