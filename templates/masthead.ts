import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** What stands at the top of the first page. */
export interface MastheadView {
  kicker: HtmlValue
  title: HtmlValue
  /** Who, with what, when, how long. */
  sentence: readonly HtmlValue[]
  facts: readonly FactView[]
  /** What else there is to count, in a small line. */
  remainder: readonly HtmlValue[]
  remarks: readonly string[]
  /** Drawing of the session; absent where no times were recorded. */
  timeline?: Html | undefined
}

/** One number that says what came of the session. */
export interface FactView {
  name: string
  value: HtmlValue
  note?: HtmlValue
}

/** Title, the sentence below it, the facts, what the reader should know, the timeline. */
export function masthead(view: MastheadView): Html {
  return html`<header class="sp-mast sp-wrap">
<p class="sp-kicker">${view.kicker}</p>
<h1 dir="auto">${view.title}</h1>
${view.sentence.length > 0 && html`<p class="sp-stand">${view.sentence}</p>\n`}<dl class="sp-facts">
${view.facts.map(fact)}</dl>
${view.remainder.length > 0 && html`<p class="sp-rest">${view.remainder.map((one) => html`<span>${one}</span> `)}</p>\n`}${view.remarks.map((remark) => html`<p class="sp-remark">${remark}</p>\n`)}${view.timeline}</header>
`
}

function fact({name, value, note}: FactView): Html {
  return html`<div><dt>${name}</dt><dd>${value}${note && html` <small>${note}</small>`}</dd></div>\n`
}

/** What stands at the top of a page after the first. */
export interface SlimMastheadView {
  title: HtmlValue
  page: number
  pages: number
  /** What is on it, such as `prompts 41 to 80`. */
  what: string
  /** Address of the first page. */
  start: string
}

/** Title and place of a page in the middle of a session. */
export function slimMasthead(view: SlimMastheadView): Html {
  return html`<header class="sp-mast sp-mast-slim sp-wrap">
<p class="sp-kicker"><a href="${view.start}">To the start of the session</a></p>
<h1 dir="auto">${view.title}</h1>
<p class="sp-stand">Page ${view.page} of ${view.pages}: ${view.what}.</p>
</header>
`
}
