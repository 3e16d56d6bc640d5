import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {permalink} from './step.js'

/** A thing that happened, said in the flow. */
export interface NoticeView {
  id: string
  tone: 'bad' | 'warn' | 'plain'
  icon: string
  text: HtmlValue
  /** What is behind it. */
  detail?: Html | undefined
  /** Line that opens the detail. */
  detailLabel: string
}

/** A notice with its detail folded. */
export function notice(view: NoticeView): Html {
  return html`<div class="sp-notice sp-notice-${view.tone}" id="${view.id}" data-k="${view.icon}">${permalink(view.id)}
<p dir="auto"><strong>${view.text}</strong></p>
${view.detail && html`<details><summary>${view.detailLabel}</summary>${view.detail}</details>\n`}</div>
`
}

/** A line across the flow: a compaction, another model, an undone part. Its detail is what was handed on. */
export interface DividerView {
  id?: string | undefined
  icon: string
  text: HtmlValue
  detail?: Html | undefined
  /** Set for what the conversation view leaves out. */
  isMinor: boolean
}

/** A dashed line with a word on it. */
export function divider(view: DividerView): Html {
  const label = html`<span data-k="${view.icon}"><b dir="auto">${view.text}</b></span>`
  const inside = view.detail
    ? html`<details><summary>${label}</summary>${view.detail}</details>`
    : html`<p class="sp-divide-in">${label}</p>`
  return html`<div class="sp-divide${view.isMinor && html` sp-divide-minor`}"${view.id && html` id="${view.id}"`}>${inside}</div>\n`
}
