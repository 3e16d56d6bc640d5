import type {CurvesView, LabelView, TimelineView} from '../../../templates/timeline.js'
import type {Session} from '../../session/model.js'
import {formatAmount, formatCost} from '../text/format.js'
import {ticksOf} from './axis.js'
import {type Curve, contextCurve, costCurve} from './curves.js'
import {compactionLinks, failureLinks} from './event-links.js'
import {formatRoughly, isSameDay} from './format-moment.js'
import {type Anchor, makeRoom, widthOf} from './room.js'
import {makeScale, type Scale} from './scale.js'
import {curvePath, rounded} from './shape.js'
import {tableOf} from './table.js'
import {type TimedTurn, timedTurns} from './timed-turn.js'
import {turnLinks} from './turn-links.js'
import {workLines} from './work-lines.js'

/** Where the curves stand, in pixels from the top; and the axis, with curves and without. */
const curveBottom = 136
const contextTop = 74
const costTop = 80
const axisWithCurves = 136.5
const axisAlone = 58.5
/** Where the length of a shortened stretch is said. */
const gapLabelY = 32
/** Percent that such a stretch is wide at least, or nobody sees which one is meant. */
const labelFrom = 1.5

/**
 * The timeline of a session: what was done when, to scale. Undefined for a session
 * that recorded no time, or one moment alone.
 *
 * @param hrefOf Address of an element of the page by its id: a turn `t4`, a block `t4-12`.
 */
export function timelineOf(
  session: Session,
  hrefOf: (id: string) => string,
): TimelineView | undefined {
  const turns = timedTurns(session)
  const scale = makeScale(turns)
  const [first, last] = [scale.stretches[0]?.from, scale.stretches.at(-1)?.to]
  if (first === undefined || last === undefined) return undefined

  const withDay = !isSameDay(first, last)
  const context = {scale, hrefOf, withDay, room: makeRoom()}
  const curves = curvesOf(turns, scale)
  const failures = failureLinks(turns, context)
  const links = turnLinks(turns, context)
  return {
    axisY: curves ? axisWithCurves : axisAlone,
    links,
    work: workLines(turns, scale),
    isShortened: scale.stretches.some((stretch) => stretch.isShort),
    gaps: gapLabels(scale, failures),
    failures,
    compactions: compactionLinks(turns, context),
    ...(curves && {curves}),
    ticks: ticksOf(scale),
    table: tableOf(session, hrefOf, withDay),
  }
}

/** How long the shortened stretches were, the longest first, where there is room. */
function gapLabels({stretches}: Scale, failures: readonly {x: number}[]): LabelView[] {
  const room = makeRoom()
  for (const {x} of failures) room.claim(x, '')
  return stretches
    .filter(({isShort, left, right}) => isShort && right - left >= labelFrom)
    .sort((first, second) => second.to - second.from - (first.to - first.from))
    .slice(0, 12)
    .flatMap(({from, to, left, right}) => {
      const text = formatRoughly(to - from)
      const middle = (left + right) / 2
      const fit = room.claim(middle, text, 'middle')
      return fit ? [label(text, middle, gapLabelY, 'middle', fit === 'wide', 'gap')] : []
    })
    .sort((first, second) => first.x - second.x)
}

function curvesOf(turns: readonly TimedTurn[], {place}: Scale): CurvesView | undefined {
  const context = contextCurve(turns, {place, top: contextTop, bottom: curveBottom})
  const cost = costCurve(turns, {place, top: costTop, bottom: curveBottom})
  if (!context && !cost) return undefined
  const labels: LabelView[] = []
  if (cost) labels.push(costLabel(cost, context))
  if (context) labels.push(contextLabel(context, cost))
  return {
    ...(context && {context: curvePath(context.points), contextFill: filled(context)}),
    ...(cost && {cost: curvePath(cost.points)}),
    labels,
  }
}

/** At the end, above both curves as they come in there. */
function costLabel(cost: Curve, context: Curve | undefined): LabelView {
  const text = formatCost(cost.peak.value)
  const left = 100 - widthOf(text) * 2
  const last = context?.points.filter(({x}) => x >= left) ?? []
  const before = context?.points.findLast(({x}) => x < left)
  const highest = [...last, ...(before ? [before] : [])].reduce(
    (y, one) => Math.min(y, one.y),
    costTop,
  )
  return label(text, 100, highest - 6, 'end', false, 'cost')
}

/** Beside the peak, on the side where the curve is lower, and clear of the cost at the end. */
function contextLabel({peak}: Curve, cost: Curve | undefined): LabelView {
  const text = `${formatAmount(peak.value)} context`
  // A phone shows the same labels in half the width.
  const width = widthOf(text) * 2
  const end = cost ? 98 - widthOf(formatCost(cost.peak.value)) * 2 : 100
  const x = Math.min(peak.x - 0.8, end)
  if (x >= width) return label(text, x, contextTop - 6, 'end', false, 'context')
  return label(text, Math.min(peak.x + 0.8, end - width), contextTop - 6, 'start', false, 'context')
}

function filled({points}: Curve): string {
  return `${curvePath(points)}V${curveBottom}H${rounded(points[0]?.x ?? 0)}z`
}

function label(
  text: string,
  x: number,
  y: number,
  anchor: Anchor,
  isWideOnly = false,
  kind: LabelView['kind'] = undefined,
): LabelView {
  return {text, x: rounded(x), y, anchor, isWideOnly, kind}
}
