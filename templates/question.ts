import {type Html, type HtmlValue, html} from '../src/render/html.js'
import {icon} from './icon.js'

/** A question to the user with what was offered and what was taken. */
export interface QuestionView {
  header?: string | undefined
  question: HtmlValue
  note?: string | undefined
  options: readonly {label: string; description?: string | undefined; isChosen: boolean}[]
  own: readonly string[]
}

/** Every option; the chosen ones are marked by shape, weight and a word. */
export function questionCard(view: QuestionView): Html {
  return html`<div class="sp-q">${view.header && html`<p class="sp-q-head" dir="auto">${view.header}</p>`}
<p dir="auto">${view.question}${view.note && html` <small>${view.note}</small>`}</p>
${
  (view.options.length > 0 || view.own.length > 0) &&
  html`<ul>
${view.options.map(option)}${view.own.map(own)}</ul>`
}
</div>
`
}

function option(view: QuestionView['options'][number]): Html {
  const mark = icon(view.isChosen ? 'radio-on' : 'radio')
  return html`<li${view.isChosen && html` data-chosen`}>${mark} <span dir="auto"><b>${view.label}</b>${view.description && `: ${view.description}`}${view.isChosen && html`<span class="sp-sr">, chosen</span>`}</span></li>
`
}

function own(answer: string): Html {
  return html`<li data-chosen>${icon('radio-on')} <span dir="auto"><b>${answer}</b>, the user’s own answer</span></li>
`
}
