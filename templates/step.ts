import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** One step of the agent: a line that says what was done, and what is behind it. */
export interface StepView {
  id: string
  /** `failed`, `stopped`, `running`, `pending`; absent for what went well. Said in `facts` too. */
  state?: string | undefined
  /** Class beside `sp-act`, such as `sp-think`. */
  className?: string | undefined
  isOpen: boolean
  /** What was done, in one or two words. */
  verb: string
  /** To what. */
  object: HtmlValue
  /** Set when the object is text of a machine. */
  isCode: boolean
  /** Short facts at the end of the line. */
  facts: readonly HtmlValue[]
  body: Iterable<Html>
}

/** The step in pieces, so that a subagent's whole conversation can stand in it. */
export function* step(view: StepView): Generator<Html> {
  const object = view.isCode
    ? html`<code class="sp-obj">${view.object}</code>`
    : html`<span class="sp-obj" dir="auto">${view.object}</span>`
  const facts = view.facts.map((fact) => html`<span>${fact}</span> `)
  yield html`<div class="sp-act${view.className && html` ${view.className}`}" id="${view.id}"${view.state && html` data-state="${view.state}"`}>
<details${view.isOpen && html` open`}><summary><span class="sp-verb">${view.verb}</span> ${object} <span class="sp-meta">${facts}</span></summary>
<div class="sp-body">
`
  yield* view.body
  yield html`
</div></details></div>
`
}
