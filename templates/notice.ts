import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** A thing that happened, said in the flow. */
export interface NoticeView {
  id: string
  tone: 'bad' | 'warn' | 'plain'
  text: HtmlValue
  /** What is behind it. */
  detail?: Html | undefined
  /** Line that opens the detail. */
  detailLabel: string
}

/** A notice with its detail folded. */
export function notice(view: NoticeView): Html {
  return html`<div class="sp-notice sp-notice-${view.tone}" id="${view.id}">
<p dir="auto"><strong>${view.text}</strong></p>
${view.detail && html`<details class="sp-fold"><summary>${view.detailLabel}</summary>${view.detail}</details>`}
</div>
`
}
