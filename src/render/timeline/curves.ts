import type {Point} from './shape.js'
import {isTime, type TimedTurn} from './timed-turn.js'

/** A value at a moment. */
interface Reading {
  time: number
  value: number
}

/** A curve with what its label says. */
export interface Curve {
  points: Point[]
  /** The highest value, and where it stands first. */
  peak: {value: number; x: number}
}

/** What a curve is drawn into. */
export interface CurveFrame {
  place(time: number): number
  /** Where the highest value stands, and zero. */
  top: number
  bottom: number
}

/** Points that a curve has at most. */
export const curvePoints = 300

/**
 * How many tokens the model had before it. Steps are joined by lines, waiting is
 * level, and a compaction drops to what the next step had.
 */
export function contextCurve(turns: readonly TimedTurn[], frame: CurveFrame): Curve | undefined {
  const compactions = turns.flatMap(({turn}) => compactionTimes(turn)).sort((a, b) => a - b)
  const readings: Reading[] = []
  for (const {turn, from, to} of turns) {
    const last = readings.at(-1)
    if (last && last.time < from) readings.push({time: from, value: last.value})
    const first = turn.usage.find(({context}) => context > 0)
    if (!last && first) readings.push({time: from, value: first.context})
    for (const {time, context} of turn.usage) {
      if (context <= 0 || !isTime(time)) continue
      const before = readings.at(-1)
      const drop = compactions[0]
      if (drop !== undefined && drop <= time && before && context < before.value) {
        const moment = Math.max(drop, before.time)
        readings.push({time: moment, value: before.value}, {time: moment, value: context})
        compactions.shift()
      }
      readings.push({time, value: context})
    }
    const end = readings.at(-1)
    if (end && end.time < to) readings.push({time: to, value: end.value})
  }
  return drawn(readings, frame)
}

/** What the steps have cost so far. The price of a step is due when the next one begins. */
export function costCurve(turns: readonly TimedTurn[], frame: CurveFrame): Curve | undefined {
  const readings: Reading[] = []
  let spent = 0
  for (const {turn, to} of turns) {
    for (const {time, cost} of turn.usage) {
      if (!isTime(time)) continue
      readings.push({time, value: spent})
      spent += Math.max(cost ?? 0, 0)
    }
    if (readings.length > 0) readings.push({time: to, value: spent})
  }
  return drawn(readings, frame)
}

/** When a turn's compactions happened. */
export function compactionTimes({blocks}: TimedTurn['turn']): number[] {
  return blocks.flatMap((block) =>
    block.type === 'notice' && block.kind === 'compaction' && isTime(block.time)
      ? [block.time]
      : [],
  )
}

function drawn(readings: readonly Reading[], frame: CurveFrame): Curve | undefined {
  // Turns that overlap tell of their steps side by side.
  const inOrder = readings
    .map((reading) => ({x: frame.place(reading.time), value: reading.value}))
    .sort((first, second) => first.x - second.x)
  const peak = inOrder.reduce((high, one) => (one.value > high.value ? one : high), {
    x: 0,
    value: 0,
  })
  if (peak.value <= 0) return undefined
  const {top, bottom} = frame
  const points = inOrder.map(({x, value}) => ({
    x,
    y: bottom - (value / peak.value) * (bottom - top),
  }))
  return {points: thinned(points), peak}
}

/** Not more points than a curve may have: of each stretch its ends, its lowest and its highest. */
function thinned(points: readonly Point[]): Point[] {
  const told = points.filter(
    (point, index) => !isBetween(points[index - 1], point, points[index + 1]),
  )
  if (told.length <= curvePoints) return told
  const parts = curvePoints / 4
  const buckets: Point[][] = Array.from({length: parts}, () => [])
  for (const point of told) {
    buckets[Math.min(Math.floor((point.x * parts) / 100), parts - 1)]?.push(point)
  }
  return buckets.flatMap((bucket) => {
    if (bucket.length <= 4) return bucket
    const low = bucket.reduce((one, other) => (other.y > one.y ? other : one))
    const high = bucket.reduce((one, other) => (other.y < one.y ? other : one))
    return bucket.filter(
      (point, index) =>
        index === 0 || index === bucket.length - 1 || point === low || point === high,
    )
  })
}

/** A point on a level line says nothing. */
function isBetween(before: Point | undefined, {y}: Point, after: Point | undefined): boolean {
  return before?.y === y && after?.y === y
}
