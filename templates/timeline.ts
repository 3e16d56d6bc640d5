import {type Html, html} from '../src/render/html.js'
import {timelineLegend} from './timeline-legend.js'
import {timelineTable} from './timeline-table.js'

/**
 * A session to scale: x in percent of the width, y in pixels, so that type keeps its
 * size. Paths are drawn into 100 units of width, which are stretched.
 */
export interface TimelineView {
  /** The line below the drawing. */
  axisY: number
  links: readonly TurnLinkView[]
  work: WorkView
  /** Set when stretches are drawn shorter than they were. */
  isShortened: boolean
  /** How long those were. */
  gaps: readonly LabelView[]
  failures: readonly FailureView[]
  compactions: readonly CompactionView[]
  curves?: CurvesView
  ticks: readonly TickView[]
  table: TimelineTableView
}

/** Something to follow, with what is read out and shown on hover. */
interface LinkView {
  href: string
  title: string
  x: number
}

/** A turn, or several that stand close together. */
export interface TurnLinkView extends LinkView {
  width: number
  isUndone: boolean
  /** Absent where there is no room. */
  label?: {number: string; duration?: string; isWideOnly: boolean; isAtEnd: boolean}
}

/** What failed, once or several times. Its bar is drawn by `WorkView`. */
export interface FailureView extends LinkView {
  width: number
}

/** A moment at which the context was made short. */
export interface CompactionView extends LinkView {
  label?: {x: number; anchor: 'start' | 'end'}
}

/** Paths of what happened, each empty when nothing of the kind did. */
export interface WorkView {
  model: string
  undoneModel: string
  wait: string
  tools: string
  undoneTools: string
  failures: string
  undoneFailures: string
}

/** Paths of the curves, with the labels that stand at them. */
export interface CurvesView {
  context?: string
  contextFill?: string
  cost?: string
  labels: readonly LabelView[]
}

/** A word in the drawing. */
export interface LabelView {
  text: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  isWideOnly: boolean
  /** What it belongs to, which decides its colour. */
  kind?: 'context' | 'cost' | 'gap' | undefined
}

/** A time at the axis. */
export type TickView = Omit<LabelView, 'y' | 'kind'>

/** The drawing as rows and columns. */
export interface TimelineTableView {
  hasContext: boolean
  hasCost: boolean
  rows: readonly TimelineRowView[]
}

/** A prompt, or several in a row; every cell is a text. */
export interface TimelineRowView {
  href: string
  number: string
  isUndone: boolean
  began: string
  worked: string
  calls: string
  failed: string
  context: string
  cost: string
}

/** The timeline with its legend, and the same as a table. */
export function timeline(view: TimelineView): Html {
  return html`<figure class="sp-line" aria-label="Timeline">
${drawing(view)}
<figcaption>${timelineLegend(view)}
${timelineTable(view.table)}</figcaption>
</figure>
`
}

function drawing(view: TimelineView): Html {
  const {axisY, links, gaps, failures, compactions, curves, ticks} = view
  const labels = [...gaps, ...(curves?.labels ?? [])]
  return html`<svg class="sp-tl" width="100%" height="${axisY + 19.5}" role="group" aria-label="Timeline of the session; the table below says the same">
${links.map(turnLink)}${paths(view)}${failures.map(failure)}${compactions.map((one) => compaction(one, axisY))}${labels.map(label)}
<line class="sp-tl-axis" x1="0" x2="100%" y1="${axisY}" y2="${axisY}" stroke="currentColor"/>
${ticks.map((tick) => label({...tick, y: axisY + 15.5}))}
</svg>`
}

function turnLink({href, title, x, width, isUndone, label}: TurnLinkView): Html {
  const text =
    label &&
    html`<text class="sp-tl-n${label.isWideOnly && ' sp-wide-only'}" x="${label.isAtEnd ? 100 : x}%" y="15"${label.isAtEnd && html` text-anchor="end"`}>${label.number}${label.duration && html`<tspan class="sp-wide-only" dx="7">${label.duration}</tspan>`}</text>`
  return html`<a href="${href}"${isUndone && html` class="sp-tl-undone"`}><title>${title}</title><rect class="sp-tl-hit" x="${x}%" y="0" width="${width}%" height="54" rx="2" fill="none"/>${text}</a>
`
}

function paths({axisY, work, curves}: TimelineView): Html {
  return html`<svg class="sp-tl-paths" width="100%" height="${axisY - 0.5}" viewBox="0 0 100 ${axisY - 0.5}" preserveAspectRatio="none">${[
    curves?.contextFill && html`<path class="sp-tl-fill" fill="none" d="${curves.contextFill}"/>`,
    line('sp-tl-ctx', curves?.context),
    line('sp-tl-cost', curves?.cost, '5 3'),
    line('sp-tl-wait', work.wait, '1 4'),
    line('sp-tl-model', work.model),
    line('sp-tl-model sp-tl-undone', work.undoneModel),
    bars('sp-tl-tool', work.tools),
    bars('sp-tl-tool sp-tl-undone', work.undoneTools),
    bars('sp-tl-fail', work.failures, '#b3211c'),
    bars('sp-tl-fail sp-tl-undone', work.undoneFailures, '#b3211c'),
  ]}</svg>
`
}

function line(className: string, path: string | undefined, dashes?: string): Html | undefined {
  if (!path) return undefined
  return html`<path class="${className}" fill="none" stroke="currentColor"${dashes && html` stroke-dasharray="${dashes}"`} vector-effect="non-scaling-stroke" d="${path}"/>`
}

function bars(className: string, path: string, fill = 'currentColor'): Html | undefined {
  return path === '' ? undefined : html`<path class="${className}" fill="${fill}" d="${path}"/>`
}

function failure({href, title, x, width}: FailureView): Html {
  return html`<a href="${href}"><title>${title}</title><rect class="sp-tl-spot" x="${x}%" y="22" width="${width}%" height="25" rx="1" fill="none"/></a>
`
}

function compaction({href, title, x, label}: CompactionView, axisY: number): Html {
  const text =
    label &&
    html`<text class="sp-tl-warn sp-wide-only" x="${label.x}%" y="15" text-anchor="${label.anchor}">compacted</text>`
  return html`<a href="${href}"><title>${title}</title><line class="sp-tl-comp" x1="${x}%" x2="${x}%" y1="24" y2="${axisY - 0.5}" stroke="#7f5100" stroke-dasharray="4 3"/>${text}</a>
`
}

function label({text, x, y, anchor, isWideOnly, kind}: LabelView): Html {
  const names = [kind && `sp-tl-${kind}-l`, isWideOnly && 'sp-wide-only'].filter(Boolean).join(' ')
  return html`<text${names !== '' && html` class="${names}"`} x="${x}%" y="${y}"${anchor !== 'start' && html` text-anchor="${anchor}"`}>${text}</text>`
}
