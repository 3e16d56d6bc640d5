import {createHash} from 'node:crypto'
import path from 'node:path'
import {build} from 'esbuild'
import fs from 'fs-extra'
import {createSearchIndex} from '../../src/render/search/search-index.js'
import {root} from '../support/case.js'

/** Write a session of two pages in the page's own elements, small, with one of everything that the script touches. */
export async function writeScratchSession(folder: string): Promise<void> {
  const {script, style} = await assets()
  const index = createSearchIndex()
  for (const [number, turns] of [firstTurns, secondTurns].entries()) {
    for (const {id, title, markup} of turns) index.add({page: number + 1, id, title}, markup)
  }
  index.add({page: 2, id: 'f-1a2b3c4d', title: 'src/cart.ts'}, files)
  const data = [...index.pieces()].join('')
  const searchFile = `search-${hash(data).slice(0, 16)}.js`
  await fs.writeFile(path.join(folder, searchFile), data)
  const places = {
    pages: ['index.html', 'page-2.html'],
    starts: ['t1', 't41'],
    others: {'f-1a2b3c4d': 1, files: 1, about: 1, s1: 0},
  }
  const assetsOf = {script, style, searchFile}
  await fs.writeFile(
    path.join(folder, 'index.html'),
    page({...assetsOf, number: 1, body: first, places: JSON.stringify(places)}),
  )
  await fs.writeFile(path.join(folder, 'page-2.html'), page({...assetsOf, number: 2, body: second}))
}

async function assets(): Promise<{script: string; style: string}> {
  const result = await build({
    entryPoints: ['templates/viewer/viewer.ts', 'templates/style.css'],
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'es2022',
    supported: {nesting: true},
    outdir: 'unwritten',
    write: false,
  })
  const [script = '', style = ''] = result.outputFiles.map(({text}) => text)
  // Turns out of sight have no height of their own until they come near, as on a long page.
  const rough = '.sp-turn{content-visibility:auto;contain-intrinsic-size:auto 300px}'
  return {script, style: style + rough}
}

interface Turn {
  id: string
  title: string
  markup: string
}

const firstTurns = Array.from({length: 40}, (_, index) => turn(index + 1))
const secondTurns = Array.from({length: 5}, (_, index) => turn(index + 41))

function turn(number: number): Turn {
  const id = `t${number}`
  const title = `Prompt ${number}: what now?`
  const paragraphs = '<p>Some words to make this answer taller than it was guessed.</p>'.repeat(
    (number * 7) % 23,
  )
  const markup = `<li><article class="sp-turn" id="${id}"><header class="sp-prompt"><a class="sp-folio" href="#${id}">${number}</a><h2 id="${id}-h">${title}</h2></header><div class="sp-answer">
<div class="sp-text" id="${id}-1"><a class="sp-here" href="#${id}-1" aria-label="Link"></a><div class="sp-prose"><p>Answer ${number} is <em>cut</em>ting across.</p>${paragraphs}</div></div>
<div class="sp-run"><p class="sp-run-note">2 steps</p>
<div class="sp-act" id="${id}-2"${number % 10 === 3 ? ' data-state="failed"' : ''}><a class="sp-here" href="#${id}-2" aria-label="Link"></a><details><summary><span class="sp-verb">Ran</span><span class="sp-obj">npm test</span></summary><div class="sp-body"><pre class="sp-term">output of ${number}</pre></div></details></div>
<div class="sp-act" id="${id}-3"><a class="sp-here" href="#${id}-3" aria-label="Link"></a><details${number % 2 ? ' open' : ''}><summary><span class="sp-verb">Looked at</span></summary><div class="sp-body"><ul class="sp-looked"><li id="${id}-4"><details><summary>src/cart.ts</summary><div class="sp-src"><pre aria-hidden="true">4711\n4712</pre><pre tabindex="0"><code><b>return</b> foo.<em>bar</em>(<var>${number}</var>)\nlast line</code></pre></div></details></li></ul></div></details></div>
</div>
<div class="sp-act sp-talk" id="${id}-5"><a class="sp-here" href="#${id}-5" aria-label="Link"></a><details open><summary><span class="sp-verb">Asked</span></summary><div class="sp-body"><figure class="sp-code"><figcaption>TypeScript</figcaption><pre tabindex="0"><code><b>const</b> answer = <var>${number}</var>\n</code></pre></figure></div></details></div>
${number === 42 ? '<p>The word quixotic is only here, and the hyphenated rare-bird too.</p>' : ''}</div></article></li>`
  return {id, title, markup}
}

const files = `<section class="sp-file" id="f-1a2b3c4d"><a class="sp-here" href="#f-1a2b3c4d" aria-label="Link"></a><details open><summary><h3>src/cart.ts</h3></summary><div class="sp-diff sp-net"><pre><code><span class="sp-b"><samp data-o="1" data-n="1"><b>class</b> Cart {</samp>
<samp data-o="2" data-n="2">  same</samp>
</span><span class="sp-b"><del data-o="3">  old<mark>Line</mark></del>
<ins data-n="3">  newLine</ins>
</span></code></pre></div></details></section>`

const first = `<div class="sp-wrap"><h1>Scratch</h1></div><div class="sp-wrap sp-cols"><nav class="sp-rail" id="contents"><ol>${[...firstTurns, ...secondTurns].map(({id, title}, index) => `<li><a href="${index < 40 ? '' : 'page-2.html'}#${id}">${title}</a></li>`).join('')}</ol></nav><div class="sp-flow"><ol class="sp-turns">${firstTurns.map(({markup}) => markup).join('')}</ol></div></div><nav class="sp-pager"><a rel="next" href="page-2.html">Next page</a></nav>`

const second = `<div class="sp-wrap sp-cols"><nav class="sp-rail" id="contents"><ol>${secondTurns.map(({id, title}) => `<li><a href="#${id}">${title}</a></li>`).join('')}</ol></nav><div class="sp-flow"><ol class="sp-turns">${secondTurns.map(({markup}) => markup).join('')}</ol></div></div><nav class="sp-pager"><a rel="prev" href="index.html">Page before</a></nav>
<section class="sp-part sp-wrap" id="files"><div class="sp-part-head"><h2 id="files-h">Files changed</h2><fieldset class="sp-seg sp-files-toggle sp-js-only"><label><input type="radio" name="sp-diff" id="sp-diff-unified" value="unified" checked>Unified</label><label><input type="radio" name="sp-diff" id="sp-diff-split" value="split">Side by side</label></fieldset></div><div class="sp-part-body">${files}</div></section>`

interface Scratch {
  number: number
  body: string
  script: string
  style: string
  searchFile: string
  places?: string
}

function page({number, body, script, style, searchFile, places}: Scratch): string {
  const policy = `default-src 'none'; script-src 'sha256-${hash(script, 'base64')}' 'self'; style-src 'sha256-${hash(style, 'base64')}'; img-src data:; require-trusted-types-for 'script'; trusted-types sp`
  return `<!doctype html><html lang="en" data-sp-page="${number}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="icon" href="data:,"><title>Scratch</title><style>${style}</style><script>${script}</script></head><body>
<header class="sp-bar"><div class="sp-wrap sp-bar-in"><form class="sp-find sp-js-only" role="search" data-sp-index="${searchFile}"><label class="sp-sr" for="sp-q">Search</label><input id="sp-q" type="search"><output for="sp-q" aria-live="polite"></output><kbd>/</kbd><button type="submit" hidden>Next hit</button></form>
<fieldset class="sp-seg"><label><input type="radio" name="sp-view" id="sp-view-all" value="all" checked>Everything</label><label><input type="radio" name="sp-view" id="sp-view-talk" value="talk">Conversation</label></fieldset></div></header>
<div id="sp-menu" popover><label><input type="radio" name="sp-theme" id="sp-theme-auto" value="auto" checked>System</label><label><input type="radio" name="sp-theme" id="sp-theme-light" value="light">Light</label><label><input type="radio" name="sp-theme" id="sp-theme-dark" value="dark">Dark</label><button type="button" data-sp-fold="open">Unfold all</button><button type="button" data-sp-fold="shut">Fold all</button></div>
<div id="sp-keys" popover>Keys</div>
<main id="main">${body}</main>${places ? `<script type="application/json" id="sp-places">${places}</script>` : ''}</body></html>`
}

function hash(text: string, encoding: 'hex' | 'base64' = 'hex'): string {
  return createHash('sha256').update(text).digest(encoding)
}
