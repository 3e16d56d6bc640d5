import {type Html, type HtmlValue, html} from '../src/render/html.js'

/** A diff's lines in their frame. */
export interface DiffView {
  /** May stand side by side. */
  isNet: boolean
  /** Only one side has lines: it stays in one column. */
  isOneSided: boolean
  /** Digits of the longest number; 0 where lines have none. */
  digits: number
  lines: Html
}

/** The frame of a diff. */
export function diffFrame({isNet, isOneSided, digits, lines}: DiffView): Html {
  const width = (digits === 0 || digits > 3) && html` data-w="${Math.min(digits, 6)}"`
  return html`<div class="sp-diff${isNet && ' sp-net'}${isNet && isOneSided && ' sp-one'}"${width} dir="ltr">${lines}</div>`
}

/** Lines that the diff leaves out, and the name of what the next ones stand in. */
export function gapRow(words: HtmlValue, title: HtmlValue): Html {
  return html`<p class="sp-gap">${words}${title && html` <code>${title}</code>`}</p>`
}

/** How diffs of the files are shown. Without a script there is only one way. */
export function diffSwitch(): Html {
  return html`<fieldset class="sp-seg sp-files-toggle sp-js-only"><legend class="sp-sr">How to show a diff</legend>
<label data-w="Unified"><input type="radio" name="sp-diff" id="sp-diff-unified" value="unified" checked>Unified</label>
<label data-w="Side by side"><input type="radio" name="sp-diff" id="sp-diff-split" value="split">Side by side</label></fieldset>
`
}
