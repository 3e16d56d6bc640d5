import type {Block} from '../../session/model.js'
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
  const steps = turns.flatMap((timed) => stepsOf(timed))
  const drops = dropsOf(
    steps,
    turns.flatMap(({turn}) => compactionTimes(turn)).sort((a, b) => a - b),
  )
  const readings: Reading[] = []
  const levelUntil = (time: number, value = readings.at(-1)?.value) => {
    if (value !== undefined && time > (readings.at(-1)?.time ?? -1)) readings.push({time, value})
  }
  let timed: TimedTurn | undefined
  for (const step of steps) {
    if (step.timed !== timed) {
      if (timed) levelUntil(timed.to)
      timed = step.timed
      levelUntil(timed.from, readings.at(-1)?.value ?? step.value)
    }
    const drop = drops.get(step)
    if (drop !== undefined) {
      levelUntil(drop)
      readings.push({time: drop, value: step.value})
    }
    readings.push({time: step.time, value: step.value})
  }
  levelUntil(turns.reduce((end, {to}) => Math.max(end, to), 0))
  return drawn(readings, frame)
}

interface Step extends Reading {
  timed: TimedTurn
}

function stepsOf(timed: TimedTurn): Step[] {
  return timed.turn.usage
    .filter(({time, context}) => isTime(time) && context > 0)
    .map(({time, context}) => ({time, value: context, timed}))
}

/** The step that follows each compaction with less, and when. The summary may be a step of its own. */
function dropsOf(steps: readonly Step[], compactions: readonly number[]): Map<Step, number> {
  const drops = new Map<Step, number>()
  let next = 0
  for (const compaction of compactions) {
    while ((steps[next]?.time ?? Number.POSITIVE_INFINITY) < compaction) next += 1
    let most = 0
    let drop: [Step, number] | undefined
    for (let index = Math.max(next, 1); index < next + 3; index += 1) {
      const [before, step] = [steps[index - 1], steps[index]]
      if (!before || !step || before.value - step.value <= most) continue
      most = before.value - step.value
      drop = [step, Math.max(compaction, before.time)]
    }
    if (drop) drops.set(...drop)
  }
  return drops
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
  return blocks.flatMap((block) => (isCompaction(block) && isTime(block.time) ? [block.time] : []))
}

/** Whether a block tells of a compaction. */
export function isCompaction(block: Block): boolean {
  return block.type === 'notice' && block.kind === 'compaction'
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

/** A point that repeats the one before, or stands on a level line, says nothing. */
function isBetween(before: Point | undefined, {x, y}: Point, after: Point | undefined): boolean {
  return before?.y === y && (before.x === x || after?.y === y)
}
