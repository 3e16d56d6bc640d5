import type {AllowedHashes} from '../src/encryption/allowed-hashes.js'
import {brandHtml, html, htmlText} from '../src/render/html.js'
import {generator} from '../src/session/bundle.js'
import type {Sealed} from './opener/format.js'

/** Style and script of the page, as built, and how its policy names them. */
export interface OpenerAssets {
  style: string
  script: string
  sha256Base64(text: string): string
}

export interface OpenerView extends OpenerAssets {
  hashes: AllowedHashes
  sealed: Sealed
  /** The first block. */
  directory: string
}

/** The page that opens an encrypted session, up to its blocks. It says nothing of what is in there. */
export function openerStart(view: OpenerView): string {
  const {style, sealed, directory} = view
  return htmlText(html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(view)}">
<meta name="generator" content="${generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>An encrypted coding session</title>
<style>${brandHtml(style)}</style>
</head>
<body>
<main>
<h1>An encrypted coding session</h1>
<p id="sp-say" role="status"></p>
<form id="sp-ask" hidden>
<label for="sp-pass">Passphrase</label>
<p id="sp-wrong" role="alert"></p>
<div><input type="password" id="sp-pass" autocomplete="current-password" autocapitalize="off" spellcheck="false" aria-describedby="sp-wrong" required><button type="submit">Open</button></div>
<p>Whoever gave you the link also knows the passphrase. It stays in this browser.</p>
</form>
<noscript><p>It is decrypted in the browser, which takes JavaScript: switch it on for this page, and load it again.</p></noscript>
</main>
<script type="application/json" id="sp-sealed">${brandHtml(JSON.stringify(sealed))}</script>
<script type="text/plain" id="sp-b0">${brandHtml(directory)}</script>
`)
}

/** What follows the blocks: the script comes last, when they are all there. */
export function openerEnd({script}: OpenerAssets): string {
  return htmlText(html`<script>${brandHtml(script)}</script>
</body>
</html>
`)
}

/**
 * The policy of the page stays in force for what it opens: it lists the hashes of both. Pictures are given
 * to the page as `data:` addresses, so that nothing else has to be allowed.
 */
function policyOf({style, script, sha256Base64, hashes, sealed}: OpenerView): string {
  const hashOf = (text: string) => `'sha256-${sha256Base64(text)}'`
  const scripts = [hashOf(script), ...hashes.scripts, ...(sealed.files ? ["'self'"] : [])]
  return [
    "default-src 'none'",
    `style-src ${[hashOf(style), ...hashes.styles].join(' ')}`,
    `script-src ${scripts.join(' ')}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types sp',
  ].join('; ')
}
