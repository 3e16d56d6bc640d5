import {type Html, html, join} from '../html.js'
import {realPlace} from '../text/host.js'
import {isSafeUrl, linkRelation} from '../text/url.js'
import {visible} from '../text/visible.js'
import {parseTerminal, type TerminalRun} from './parse.js'
import type {TerminalStyle} from './style.js'

/** Lines of an output as a terminal shows them, colours as classes. */
export function terminalLines(output: string): Html[] {
  return parseTerminal(output).map((runs) => join(linksOf(runs).map(linkToHtml)))
}

/** Runs in a row that lead to the same place, or nowhere. */
function linksOf(runs: readonly TerminalRun[]): TerminalRun[][] {
  const links: TerminalRun[][] = []
  for (const run of runs) {
    const last = links.at(-1)
    if (last && last[0]?.style.link === run.style.link) last.push(run)
    else links.push([run])
  }
  return links
}

function linkToHtml(runs: readonly TerminalRun[]): Html {
  const content = join(runs.map(runToHtml))
  const target = runs[0]?.style.link
  if (target === undefined || !isSafeUrl(target)) return content
  const place = realPlace(runs.map(({text}) => text).join(''), target)
  return html`<a href="${target}" rel="${linkRelation}">${content}</a>${place && html` (${visible(place)})`}`
}

function runToHtml({text, style}: TerminalRun): Html {
  const classes = classesOf(style)
  return classes ? html`<span class="${classes}">${visible(text)}</span>` : visible(text)
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
