import {type Html, html, join} from '../html.js'
import {isSafeUrl, linkRelation} from '../text/url.js'
import {visible} from '../text/visible.js'
import {parseTerminal, type TerminalRun} from './parse.js'
import type {TerminalStyle} from './style.js'

/** Lines of an output as a terminal shows them, colours as classes. */
export function terminalLines(output: string): Html[] {
  return parseTerminal(output).map((runs) => join(runs.map(runToHtml)))
}

function runToHtml({text, style}: TerminalRun): Html {
  const classes = classesOf(style)
  const marked = classes ? html`<span class="${classes}">${visible(text)}</span>` : visible(text)
  if (style.link === undefined) return marked
  if (!isSafeUrl(style.link)) return marked
  return html`<a href="${style.link}" rel="${linkRelation}">${marked}</a>`
}

/**
 * A coloured ground becomes a frame in that colour: text on any ground of any
 * theme would not stay readable.
 */
function classesOf(style: TerminalStyle): string {
  const color = style.ground ?? style.color
  return [
    color !== undefined && color !== 0 && color !== 7 && color !== 15 && `sp-t${color}`,
    style.ground !== undefined && 'sp-tr',
    style.isBold && 'sp-tb',
    style.isDim && 'sp-td',
    style.isItalic && 'sp-ti',
    style.isUnderlined && 'sp-tu',
    style.isStruck && 'sp-tx',
  ]
    .filter(Boolean)
    .join(' ')
}
