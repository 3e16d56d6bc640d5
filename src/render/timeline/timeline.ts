import type {CurvesView, TimelineView} from '../../../templates/timeline.js'
import type {Session} from '../../session/model.js'
import {ticksOf} from './axis.js'
import {type Curve, compactionTimes, contextCurve, costCurve} from './curves.js'
import {compactionLinks, failureLinks} from './event-links.js'
import {isSameDay} from './format-moment.js'
import {compactionLabels, curveLabels, gapLabels} from './labels.js'
import {makeRoom} from './room.js'
import {makeScale} from './scale.js'
import {curvePath, rounded} from './shape.js'
import {tableOf} from './table.js'
import {timedTurns} from './timed-turn.js'
import {turnLinks} from './turn-links.js'
import {compactionsPath, workLines} from './work-lines.js'

/** Pixels from the top: the highest context, the whole cost, and where the drawing ends. */
const contextTop = 74
const costTop = 80
const bottomWithCurves = 136
const bottomAlone = 58

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

  const frame = {place: scale.place, bottom: bottomWithCurves}
  const contextPoints = contextCurve(turns, {...frame, top: contextTop})
  const cost = costCurve(turns, {...frame, top: costTop})
  const curves = curvesOf(contextPoints, cost)
  const bottom = curves ? bottomWithCurves : bottomAlone
  const compactions = turns.flatMap(({turn}) => compactionTimes(turn)).map(scale.place)

  const withDay = !isSameDay(first, last)
  const room = makeRoom()
  const links = {scale, hrefOf, withDay, room, bottom}
  const failures = failureLinks(turns, links)
  return {
    bottom,
    links: turnLinks(turns, links),
    work: {...workLines(turns, scale), compactions: compactionsPath(compactions, bottom)},
    isShortened: scale.stretches.some((stretch) => stretch.isShort),
    events: [...failures, ...compactionLinks(turns, links)],
    ...(curves && {curves}),
    // After the numbers of the turns, which go before in the same line of text.
    labels: [
      ...gapLabels(scale, failures),
      ...compactionLabels(compactions, room),
      ...curveLabels(contextPoints, cost),
    ],
    ticks: ticksOf(scale),
    table: tableOf(session, hrefOf, withDay),
  }
}

function curvesOf(context: Curve | undefined, cost: Curve | undefined): CurvesView | undefined {
  if (!context && !cost) return undefined
  return {
    ...(context && {context: curvePath(context.points), contextFill: filled(context)}),
    ...(cost && {cost: curvePath(cost.points)}),
  }
}

function filled({points}: Curve): string {
  return `${curvePath(points)}V${bottomWithCurves}H${rounded(points[0]?.x ?? 0)}z`
}
