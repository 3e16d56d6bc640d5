import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {permalink} from './step.js'

/** Something that the author kept at home, in the flow. */
export interface LeftOutView {
  /** Elements of the blocks that stood here; links to any of them lead here. */
  ids: readonly string[]
  what: HtmlValue
  /** Set for what the conversation view leaves out. */
  isMinor: boolean
}

/** One quiet line for blocks in a row. */
export function leftOut({ids: [id = '', ...others], what, isMinor}: LeftOutView): Html {
  return html`<p class="sp-left${isMinor && html` sp-left-minor`}" id="${id}">${permalink(id)}${others.map((other) => html`<span id="${other}"></span>`)}Left out by the author: ${what}</p>\n`
}

/** What of a step, a prompt or a notice is not there. */
export function leftPart(what: HtmlValue): Html {
  return html`<p class="sp-tail sp-left-part">Left out by the author: ${what}</p>\n`
}

/** Whole turns that are not there, in the list of turns. */
export function leftTurns(sentence: string): Html {
  return html`<li class="sp-left-turns"><p>${sentence}</p></li>\n`
}
