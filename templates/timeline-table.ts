import {type Html, html} from '../src/render/html.js'
import type {TimelineRowView, TimelineTableView} from './timeline.js'

/** The timeline for those who do not see it, folded. */
export function timelineTable({hasContext, hasCost, rows}: TimelineTableView): Html {
  const number = (name: string) => html`<th scope="col">${name}</th>`
  return html`<details class="sp-tablefold"><summary>The timeline as a table</summary><section class="sp-scroll" tabindex="0" aria-label="Timeline as a table"><table class="sp-data">
<thead><tr><th scope="col">Prompt</th><th scope="col">Began (UTC)</th>${[number('Worked'), number('Tool calls'), number('Failed'), hasContext && number('Context at end'), hasCost && number('Cost')]}</tr></thead>
<tbody>
${rows.map((row) => rowOf(row, hasContext, hasCost))}</tbody></table></section></details>
`
}

function rowOf(row: TimelineRowView, hasContext: boolean, hasCost: boolean): Html {
  const {href, number, isUndone, began, worked, calls, failed, context, cost} = row
  const cell = (value: string) => html`<td>${value}</td>`
  return html`<tr><th scope="row"><a href="${href}">${number}</a>${isUndone && ' undone'}</th><td>${began}</td>${[cell(worked), cell(calls), cell(failed), hasContext && cell(context), hasCost && cell(cost)]}</tr>
`
}
