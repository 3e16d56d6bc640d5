import {brandHtml, html, htmlText} from '../src/render/html.js'
import {generator} from '../src/session/bundle.js'

/** The page of a session that a person has to decide about first. It says nothing of what is in there. */
export function heldPage(style: string, sha256Base64: (text: string) => string): string {
  return htmlText(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style, sha256Base64)}">
<meta name="generator" content="${generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>Held for review</title>
<style>${brandHtml(style)}</style>
</head>
<body>
<main>
<h1>Held for review</h1>
<p>Whoever shared this coding session has to look at something in it first. Come back later: the address stays the same.</p>
</main>
</body>
</html>
`)
}

function policyOf(style: string, sha256Base64: (text: string) => string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${sha256Base64(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}
