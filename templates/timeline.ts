import {type Html, html} from '../src/render/html.js'
import {timelineLegend} from './timeline-legend.js'
import {timelineTable} from './timeline-table.js'

/**
 * A session to scale: x in percent of the width, y in pixels, so that type keeps its
 * size. Paths are drawn into 100 units of width, which are stretched.
 */
export interface TimelineView {
  /** Where the drawing ends and the axis runs. */
  bottom: number
  links: readonly TurnLinkView[]
  work: WorkView
  /** Set when stretches are drawn shorter than they were. */
  isShortened: boolean
  /** Links over failures and compactions. */
  events: readonly EventView[]
  curves?: CurvesView
  /** Words in the drawing: lengths of shortened stretches, compactions, ends of the curves. */
  labels: readonly LabelView[]
  ticks: readonly TickView[]
  table: TimelineTableView
}

/** Something to follow, with what is read out and shown on hover. */
interface LinkView {
  href: string
  title: string
  x: number
  width: number
}

/** A turn, or several that stand close together. */
export interface TurnLinkView extends LinkView {
  isUndone: boolean
  /** Absent where there is no room. */
  label?: {number: string; duration?: string; isWideOnly: boolean; isAtEnd: boolean}
}

/** What is drawn by `WorkView` and can be followed: a failure, a compaction, or several. */
export interface EventView extends LinkView {
  y: number
  height: number
}

/** Paths of what happened, each empty when nothing of the kind did. */
export interface WorkView {
  kept: PartView
  /** The same, undone by the user. */
  undone: PartView
  wait: string
  compactions: string
}

/** Paths of what model and tools did. */
export interface PartView {
  model: string
  tools: string
  failures: string
}

/** Paths of the curves. */
export interface CurvesView {
  context?: string
  contextFill?: string
  cost?: string
}

/** A word in the drawing. */
export interface LabelView {
  text: string
  x: number
  y: number
  anchor: 'start' | 'middle' | 'end'
  isWideOnly: boolean
  /** What it belongs to, which decides its look. */
  kind?: 'context' | 'cost' | 'gap' | 'warn' | undefined
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
  const {bottom, links, labels, events, ticks} = view
  const axisY = bottom + 0.5
  return html`<svg class="sp-tl" width="100%" height="${bottom + 20}" role="group" aria-label="Timeline of the session; the table below says the same">
${links.map(turnLink)}${paths(view)}${events.map(eventLink)}${labels.map(label)}
<line class="sp-tl-axis" x1="0" x2="100%" y1="${axisY}" y2="${axisY}" stroke="currentColor"/>
${ticks.map((tick) => label({...tick, y: bottom + 16}))}
</svg>`
}

function turnLink({href, title, x, width, isUndone, label}: TurnLinkView): Html {
  const text =
    label &&
    html`<text class="sp-tl-n${label.isWideOnly && ' sp-wide-only'}" x="${label.isAtEnd ? 100 : x}%" y="15"${label.isAtEnd && html` text-anchor="end"`}>${label.number}${label.duration && html`<tspan class="sp-wide-only" dx="7">${label.duration}</tspan>`}</text>`
  return html`<a href="${href}"${isUndone && html` class="sp-tl-undone"`}><title>${title}</title><rect class="sp-tl-hit" x="${x}%" y="0" width="${width}%" height="54" rx="2" fill="none"/>${text}</a>
`
}

function paths({bottom, work, curves}: TimelineView): Html {
  return html`<svg class="sp-tl-paths" width="100%" height="${bottom}" viewBox="0 0 100 ${bottom}" preserveAspectRatio="none">${[
    curves?.contextFill && html`<path class="sp-tl-fill" fill="none" d="${curves.contextFill}"/>`,
    line('sp-tl-ctx', curves?.context ?? ''),
    line('sp-tl-cost', curves?.cost ?? '', {dashes: '5 3'}),
    line('sp-tl-wait', work.wait, {dashes: '1 4'}),
    line('sp-tl-model', work.kept.model),
    line('sp-tl-model sp-tl-undone', work.undone.model),
    bars('sp-tl-tool', work.kept.tools),
    bars('sp-tl-tool sp-tl-undone', work.undone.tools),
    bars('sp-tl-fail', work.kept.failures, '#b3211c'),
    bars('sp-tl-fail sp-tl-undone', work.undone.failures, '#b3211c'),
    line('sp-tl-comp', work.compactions, {dashes: '4 3', stroke: '#7f5100'}),
  ]}</svg>
`
}

function line(
  className: string,
  path: string,
  {dashes, stroke = 'currentColor'}: {dashes?: string; stroke?: string} = {},
): Html | undefined {
  if (path === '') return undefined
  return html`<path class="${className}" fill="none" stroke="${stroke}"${dashes && html` stroke-dasharray="${dashes}"`} vector-effect="non-scaling-stroke" d="${path}"/>`
}

function bars(className: string, path: string, fill = 'currentColor'): Html | undefined {
  return path === '' ? undefined : html`<path class="${className}" fill="${fill}" d="${path}"/>`
}

function eventLink({href, title, x, y, width, height}: EventView): Html {
  return html`<a href="${href}"><title>${title}</title><rect class="sp-tl-spot" x="${x}%" y="${y}" width="${width}%" height="${height}" rx="1" fill="none"/></a>
`
}

function label({text, x, y, anchor, isWideOnly, kind}: LabelView): Html {
  const names = [kind && `sp-tl-${kind}-l`, isWideOnly && 'sp-wide-only'].filter(Boolean).join(' ')
  return html`<text${names !== '' && html` class="${names}"`} x="${x}%" y="${y}"${anchor !== 'start' && html` text-anchor="${anchor}"`}>${text}</text>`
}
