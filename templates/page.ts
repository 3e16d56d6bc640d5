import {brandHtml, type Html, type HtmlValue, html} from '../src/render/html.js'

/** What stands in the page's head. */
export interface HeadView {
  title: string
  style: string
  policy: string
  generator: string
  hasMarkdown: boolean
}

/** From the doctype to the skip link. The policy stands first, so that it holds for everything after it. */
export function pageHead(view: HeadView): Html {
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${view.policy}">
<meta name="generator" content="${view.generator}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex, nofollow">
<meta name="color-scheme" content="light dark">
<title>${view.title}</title>
${view.hasMarkdown && html`<link rel="alternate" type="text/markdown" href="session.md" title="This session as Markdown">\n`}<style>${brandHtml(view.style)}</style>
</head>
<body>
<a class="sp-skip" href="#main">Skip to the conversation</a>
`
}

/** The end of the page. */
export function pageFoot(version: string): Html {
  return html`<footer class="sp-foot"><div class="sp-wrap"><p>Made with sessionpress ${version}.</p></div></footer>
</body>
</html>
`
}

/** What stands at the top of the page. */
export interface MastheadView {
  kicker: HtmlValue
  title: string
  /** Who, with what, when, how long. */
  sentence: readonly HtmlValue[]
  facts: readonly FactView[]
  remarks: readonly string[]
}

/** One number that says what came of the session. */
export interface FactView {
  name: string
  value: HtmlValue
  note?: HtmlValue
}

/** Title, the sentence below it, the facts, and what the reader should know. */
export function masthead(view: MastheadView): Html {
  return html`<header class="sp-mast sp-wrap">
<p class="sp-kicker">${view.kicker}</p>
<h1 dir="auto">${view.title}</h1>
<p class="sp-stand">${view.sentence}</p>
<dl class="sp-facts">
${view.facts.map(({name, value, note}) => html`<div><dt>${name}</dt><dd>${value}${note && html` <small>${note}</small>`}</dd></div>\n`)}</dl>
${view.remarks.map((remark) => html`<p class="sp-remark">${remark}</p>\n`)}</header>
`
}

/** A line of the contents. */
export interface ContentsView {
  id: string
  number: HtmlValue
  title: HtmlValue
  note?: string | undefined
}

/** The prompts, then the parts that follow them. */
export function contents(entries: readonly ContentsView[]): Html {
  return html`<nav class="sp-rail" id="contents" aria-labelledby="contents-h"><h2 id="contents-h">Contents</h2>
<ol>
${entries.map(({id, number, title, note}) => html`<li><a href="#${id}"><b>${number}</b> <span class="sp-clamp" dir="auto">${title}</span>${note && html` <small>${note}</small>`}</a></li>\n`)}</ol></nav>
`
}

/** A section after the turns, such as "Files changed". */
export function* part(
  id: string,
  title: string,
  note: HtmlValue,
  body: Iterable<Html>,
  head?: Html,
): Generator<Html> {
  yield html`<section class="sp-part sp-wrap" id="${id}" aria-labelledby="${id}-h">
<div class="sp-part-head"><h2 id="${id}-h">${title}</h2>${note && html`<p>${note}</p>`}${head}</div>
<div class="sp-part-body">
`
  yield* body
  yield html`</div></section>
`
}
