import type {LabelView} from '../../../templates/timeline.js'
import {formatAmount, formatCost} from '../text/format.js'
import type {Curve} from './curves.js'
import {formatRoughly} from './format-moment.js'
import {type Anchor, makeRoom, type Room, widthOf} from './room.js'
import type {Scale} from './scale.js'
import {rounded} from './shape.js'

/** Baselines, in pixels from the top: numbers of turns, and the lengths of shortened stretches. */
const numberY = 15
const gapY = 32
/** Pixels between a curve and the label above it. */
const above = 6
/** Percent that a shortened stretch is wide at least, or nobody sees which one is meant. */
const gapFrom = 1.5
const mostGaps = 12

/** How long the shortened stretches were, the longest first, where there is room beside the failures. */
export function gapLabels({stretches}: Scale, failures: readonly {x: number}[]): LabelView[] {
  const room = makeRoom()
  for (const {x} of failures) room.claim(x, '')
  return stretches
    .filter(({isShort, left, right}) => isShort && right - left >= gapFrom)
    .sort((first, second) => second.to - second.from - (first.to - first.from))
    .slice(0, mostGaps)
    .flatMap(({from, to, left, right}) => {
      const text = formatRoughly(to - from)
      const middle = (left + right) / 2
      const fit = room.claim(middle, text, 'middle')
      if (!fit) return []
      return [{...label(text, middle, gapY, 'middle', 'gap'), isWideOnly: fit === 'wide'}]
    })
    .sort((first, second) => first.x - second.x)
}

/** A word beside each compaction, where the numbers of the turns leave room. */
export function compactionLabels(places: readonly number[], room: Room): LabelView[] {
  return places.flatMap((place) => {
    for (const anchor of ['end', 'start'] as const) {
      const x = anchor === 'end' ? place - 0.6 : place + 0.6
      if (!room.claim(x, 'compacted', anchor)) continue
      return [{...label('compacted', x, numberY, anchor, 'warn'), isWideOnly: true}]
    }
    return []
  })
}

/** What the curves come to: the highest context, and the whole cost. */
export function curveLabels(context: Curve | undefined, cost: Curve | undefined): LabelView[] {
  return [
    ...(context ? [contextLabel(context, cost)] : []),
    ...(cost ? [costLabel(cost, context)] : []),
  ]
}

/** At the end, above both curves as they come in there. A phone has half the width for the same words. */
function costLabel(cost: Curve, context: Curve | undefined): LabelView {
  const text = formatCost(cost.peak.value)
  const left = 100 - widthOf(text) * 2
  const before = context?.points.findLast(({x}) => x < left)
  const heights = [...(context?.points ?? []), ...cost.points]
    .filter((point) => point.x >= left || point === before)
    .map(({y}) => y)
  return label(text, 100, heights.reduce((top, y) => Math.min(top, y)) - above, 'end', 'cost')
}

/** Beside the peak, where the curve is lower, and clear of the cost at the end. */
function contextLabel({peak, points}: Curve, cost: Curve | undefined): LabelView {
  const text = `${formatAmount(peak.value)} context`
  const width = widthOf(text) * 2
  const end = cost ? 98 - widthOf(formatCost(cost.peak.value)) * 2 : 100
  const y = points.reduce((top, point) => Math.min(top, point.y), Number.POSITIVE_INFINITY) - above
  const left = Math.min(peak.x - 0.8, end)
  if (left >= width) return label(text, left, y, 'end', 'context')
  return label(text, Math.min(peak.x + 0.8, end - width), y, 'start', 'context')
}

function label(
  text: string,
  x: number,
  y: number,
  anchor: Anchor,
  kind: LabelView['kind'],
): LabelView {
  return {text, x: rounded(x), y: rounded(y), anchor, isWideOnly: false, kind}
}
