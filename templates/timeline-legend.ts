import {type Html, html} from '../src/render/html.js'
import type {TimelineView} from './timeline.js'

/** What the marks of a timeline mean: of each that is drawn. */
export function timelineLegend(view: TimelineView): Html {
  const {work, curves, isShortened} = view
  const {kept, undone} = work
  const isUndone = undone.model + undone.tools + undone.failures !== ''
  return html`<ul class="sp-legend">${[
    kept.model + undone.model !== '' && item('model', line('sp-tl-model', 'M0 6H22')),
    kept.tools + undone.tools !== '' &&
      item(
        'tool',
        html`<path class="sp-tl-tool" fill="currentColor" d="M4 0h5v12h-5zM12 0h3v12h-3z"/>`,
      ),
    kept.failures + undone.failures !== '' &&
      item('failed', html`<rect class="sp-tl-fail" x="9" width="4" height="12" fill="#b3211c"/>`),
    isUndone && item('undone by the user', line('sp-tl-model sp-tl-undone', 'M0 6H22')),
    work.wait !== '' && item('waiting for the user', line('sp-tl-wait', 'M0 6H22', '1 4')),
    isShortened && html`<li>long pauses shortened</li>`,
    curves?.context &&
      item(
        'context',
        html`<path class="sp-tl-fill" fill="none" d="M0 12V8L22 3V12z"/>${line('sp-tl-ctx', 'M0 8L22 3')}`,
      ),
    work.compactions !== '' && item('compacted', line('sp-tl-comp', 'M11 0V12', '4 3')),
    curves?.cost && item('cost so far', line('sp-tl-cost', 'M0 10L22 3', '5 3')),
  ]}</ul>`
}

function item(text: string, icon: Html): Html {
  return html`<li><svg width="22" height="12" viewBox="0 0 22 12" aria-hidden="true">${icon}</svg>${text}</li>`
}

function line(className: string, path: string, dashes?: string): Html {
  return html`<path class="${className}" fill="none" stroke="currentColor"${dashes && html` stroke-dasharray="${dashes}"`} d="${path}"/>`
}
