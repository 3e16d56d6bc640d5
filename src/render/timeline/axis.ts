import {formatMoment, type Precision} from './format-moment.js'
import {type Anchor, makeRoom, widthOf} from './room.js'
import type {Scale} from './scale.js'
import {rounded} from './shape.js'

/** A time below the drawing. */
export interface Tick {
  x: number
  text: string
  anchor: Anchor
  isWideOnly: boolean
}

const second = 1000
const minute = 60 * second
const hour = 60 * minute
const day = 24 * hour
const steps = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 7, 14, 30, 90, 365].map((count) => count * day),
]

/** Times between both ends at most, and how far apart they stand at least, in percent. */
const most = 4
const distance = 12
/** Characters of a day before a time, and of the zone behind the last. */
const dayLength = '22 Nov, '.length
const zoneLength = ' UTC'.length

interface Mark {
  time: number
  x: number
}

/** Beginning, end, and two to four round times between them, in UTC. */
export function ticksOf({stretches, place}: Scale): Tick[] {
  const first = stretches[0]?.from ?? 0
  const last = stretches.at(-1)?.to ?? first
  const {step, marks} = roundTimes({stretches, place})
  const precision: Precision = step < minute || last - first < 5 * minute ? 'second' : 'minute'
  return labelled([{time: first, x: 0}, ...marks, {time: last, x: 100}], precision)
}

/** The longest step that gives two times or more; else the one that gives most. */
function roundTimes(scale: Scale): {step: number; marks: Mark[]} {
  let best: {step: number; marks: Mark[]} = {step: second, marks: []}
  for (const step of [...steps].reverse()) {
    const marks = marksOf(scale, step)
    if (!marks) break
    if (marks.length > best.marks.length) best = {step, marks}
    if (best.marks.length >= 2) break
  }
  return best
}

function marksOf({stretches, place}: Scale, step: number): Mark[] | undefined {
  const long = stretches.filter((stretch) => !stretch.isShort)
  const live = long.length > 0 ? long : stretches
  const count = live.reduce((sum, {from, to}) => sum + Math.floor((to - from) / step), 0)
  if (count > 1000) return undefined
  const kept: Mark[] = []
  const isOneDay = dayOf(stretches[0]?.from) === dayOf(stretches.at(-1)?.to)
  const size = (step < minute ? 8 : 5) + (isOneDay ? 0 : dayLength)
  const apart = Math.max(distance, widthOf(size) + 2)
  const start = widthOf(size * 1.5) + 2
  const end = 98 - widthOf(size * 1.5 + zoneLength)
  for (const {from, to} of live) {
    for (let time = Math.ceil(from / step) * step; time <= to; time += step) {
      const x = place(time)
      const before = kept.at(-1)?.x
      if (x >= (before === undefined ? start : before + apart) && x <= end) kept.push({time, x})
    }
  }
  const each = Math.ceil(kept.length / most)
  return kept.filter((_, index) => index % each === 0)
}

/** The day is said where it is another one than that of the time before. */
function labelled(marks: readonly Mark[], precision: Precision): Tick[] {
  const isOneDay = dayOf(marks[0]?.time) === dayOf(marks.at(-1)?.time)
  let shown: number | undefined
  const texts = marks.map(({time}, index) => {
    const withDay = !isOneDay && (dayOf(time) !== shown || index === marks.length - 1)
    shown = dayOf(time)
    return formatMoment(time, {precision, withDay})
  })
  const room = makeRoom()
  const end = marks.length - 1
  const order = [0, end, ...marks.map((_, index) => index).slice(1, -1)]
  const ticks = new Map<number, Tick>()
  for (const index of order) {
    const text = index === end ? `${texts[index]} UTC` : (texts[index] ?? '')
    // Round times of a second cannot tell a shorter session.
    if (index > 0 && index < end && texts[index] === texts[end]) continue
    const anchor = index === 0 ? 'start' : index === end ? 'end' : 'middle'
    const x = marks[index]?.x ?? 0
    const fit = room.claim(x, text, anchor)
    if (fit) ticks.set(index, {x: rounded(x), text, anchor, isWideOnly: fit === 'wide'})
  }
  return [...ticks].sort(([first], [second]) => first - second).map(([, tick]) => tick)
}

function dayOf(time: number | undefined): number {
  return Math.floor((time ?? 0) / day)
}
