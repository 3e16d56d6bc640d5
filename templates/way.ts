import {type Html, html} from '../src/render/html.js'
import {generator} from '../src/session/bundle.js'

/** The page at the address that `opencode import` takes: it leads a browser on, and says nothing of the session. */
export function wayPage(to: string): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta http-equiv="refresh" content="0; url=${to}">
<meta name="generator" content="${generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>A coding session</title>
</head>
<body>
<main>
<h1>A coding session</h1>
<p><a href="${to}">Read it</a>.</p>
</main>
</body>
</html>
`
}
