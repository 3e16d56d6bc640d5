import {framed, type Piece} from '../src/render/flow.js'
import {type Html, type HtmlValue, html, join} from '../src/render/html.js'

/** One step of the agent: a line that says what was done, and what is behind it. */
export interface StepView {
  /** Absent for a line that gathers steps with ids of their own. */
  id?: string | undefined
  /** Icon: `shell`, `read`, `edit`, … */
  icon: string
  /** `failed`, `stopped`, `running`, `pending`; absent for what went well. Said in `facts` too. */
  state?: string | undefined
  /** Class beside `sp-act`, such as `sp-think`. */
  className?: string | undefined
  isOpen: boolean
  /** What was done, in one or two words. */
  verb: string
  /** To what. */
  object: HtmlValue
  /** In place of the object once the step is open. */
  objectWhenOpen?: HtmlValue
  /** Set when the object is text of a machine. */
  isCode: boolean
  /** Short facts at the end of the line. */
  facts: readonly HtmlValue[]
  body: Iterable<Piece>
}

/** The step in pieces, so that a subagent's whole conversation can stand in it. */
export function* step(view: StepView): Generator<Piece> {
  const close = html`\n</div></details></div>\n`
  const again = html`${opening({...view, id: undefined, isOpen: true, facts: ['continued']})}`
  yield* framed(opening(view), view.body, {close, again})
}

function opening(view: StepView): Html {
  const {id, icon, state, className} = view
  return html`<div class="sp-act${className && html` ${className}`}"${id && html` id="${id}"`} data-k="${icon}"${state && html` data-state="${state}"`}>${id && permalink(id)}
<details${view.isOpen && html` open`}><summary><span class="sp-verb">${view.verb}</span> ${objects(view)} ${view.facts.length > 0 && html`<span class="sp-meta">${join(view.facts, space)}</span>`}</summary>
<div class="sp-body">
`
}

/** Between facts: wide enough to tell them apart, and no element. */
const space = '\u2003'

function objects({object, objectWhenOpen, isCode}: StepView): Html {
  const tag = isCode ? html`code` : html`span`
  const direction = isCode ? undefined : html` dir="auto"`
  if (objectWhenOpen === undefined)
    return html`<${tag} class="sp-obj"${direction}>${object}</${tag}>`
  return html`<${tag} class="sp-obj sp-obj-shut"${direction}>${object}</${tag}><span class="sp-obj sp-obj-open" dir="auto">${objectWhenOpen}</span>`
}

/** The address of what it stands in. */
export function permalink(id: string): Html {
  return html`<a class="sp-here" href="#${id}" aria-label="Link to ${id}"></a>`
}
