import {type Html, html, join} from '../src/render/html.js'
import {count} from '../src/render/text/format.js'

const most = 24
const first = 6
const last = 8

/** Lines of a terminal. Over 24 of them: the first, a fold with the middle, the last. */
export function terminal(lines: readonly Html[], command?: Html): Html {
  const top = command ? [html`<span class="sp-cmd">${command}</span>`] : []
  if (lines.length <= most) return pre('sp-term', [...top, ...lines])
  const middle = lines.slice(first, -last)
  return html`${pre('sp-term sp-term-top', [...top, ...lines.slice(0, first)])}<details class="sp-more"><summary>${count(middle.length, 'more line')}</summary>${pre('sp-term', middle)}</details>
${pre('sp-term sp-term-end', lines.slice(-last))}`
}

function pre(className: string, lines: readonly Html[]): Html {
  return html`<pre class="${className}"><code>${join(lines, '\n')}</code></pre>\n`
}
