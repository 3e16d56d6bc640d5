import type {WorkView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Scale} from './scale.js'
import {type Bar, barsPath, linesPath, merged, rounded} from './shape.js'
import {durationOf, isTime, type TimedTurn} from './timed-turn.js'

/** Percent that a bar is wide at least, one of a failure too, and below which two bars become one. */
const leastWidth = 0.25
const leastFailure = 0.44
const leastDistance = 0.15
/** More failures than this are drawn as their share of the calls in each slot of the width. */
const mostFailures = 30
const slots = 200
const leastHeight = 6
/** Calls of a slot up to which a failure among them has the whole height. */
const fewCalls = 3
/** More compactions than this leave the bars free, and still more the curves. */
const mostTall = 12
const mostLong = 40

/** Pixels from the top: bars, those of failures, the line of the model. */
const barTop = 31
const failureTop = 24
const barBottom = 45
const lineY = 38

interface WorkBar extends Bar {
  isFailed: boolean
  isUndone: boolean
}

/** Who worked when: the line of the model, dots where nobody did, a bar for each call of a tool and for each error. */
export function workLines(
  turns: readonly TimedTurn[],
  scale: Scale,
): Omit<WorkView, 'compactions'> {
  const all = turns.flatMap((timed) => barsOf(timed, scale))
  const isMany = all.filter(({isFailed}) => isFailed).length > mostFailures
  const part = (isUndone: boolean) => {
    const lines = turns.filter(({turn}) => turn.isUndone === isUndone)
    const bars = all.filter((bar) => bar.isUndone === isUndone)
    return {
      model: linesPath(modelLines(lines, scale), lineY),
      tools: toolsPath(isMany ? bars : bars.filter(({isFailed}) => !isFailed)),
      failures: isMany ? sharesPath(bars) : failuresPath(bars.filter(({isFailed}) => isFailed)),
    }
  }
  return {kept: part(false), undone: part(true), wait: linesPath(waits(scale), lineY)}
}

/** Upright lines where the context was made short. */
export function compactionsPath(places: readonly number[], bottom: number): string {
  const lines = places.map((x) => ({x, width: 0}))
  const few = merged(lines, 0, leastDistance, (first) => first)
  const top = few.length > mostTall ? barBottom + 5 : failureTop
  const end = few.length > mostLong ? Math.min(top + 12, bottom) : bottom
  return few.map(({x}) => `M${rounded(x)} ${top}V${end}`).join('')
}

function barsOf({turn}: TimedTurn, {place}: Scale): WorkBar[] {
  return turn.blocks.flatMap((block) => {
    const isFailed = isFailure(block)
    if ((block.type !== 'tool' && !isFailed) || !isTime(block.time)) return []
    const x = place(block.time)
    const width = place(block.time + Math.max(durationOf(block) ?? 0, 0)) - x
    return [{x, width, isFailed, isUndone: turn.isUndone || block.isUndone}]
  })
}

function modelLines(turns: readonly TimedTurn[], {place}: Scale): Bar[] {
  const lines = turns.map(({from, to}) => ({x: place(from), width: place(to) - place(from)}))
  return merged(lines, 0, 0.02, (first) => first)
}

function waits({stretches}: Scale): Bar[] {
  return stretches
    .filter((stretch) => !stretch.isWork)
    .map(({left, right}) => ({x: left, width: right - left}))
}

function toolsPath(bars: readonly WorkBar[]): string {
  const few = merged(bars, leastWidth, leastDistance, (first) => first)
  return barsPath(few, barTop, barBottom - barTop)
}

function failuresPath(bars: readonly WorkBar[]): string {
  const few = merged(bars, leastFailure, leastDistance, (first) => first)
  return barsPath(few, failureTop, barBottom - failureTop)
}

/** As high as the part that failed: side by side at full height they would say that everything did. */
function sharesPath(bars: readonly WorkBar[]): string {
  const counts = Array.from({length: slots}, () => ({all: 0, failed: 0}))
  for (const {x, isFailed} of bars) {
    const slot = counts[Math.min(Math.floor((x * slots) / 100), slots - 1)]
    if (!slot) continue
    slot.all += 1
    if (isFailed) slot.failed += 1
  }
  const width = 100 / slots
  return counts
    .map(({all, failed}, index) => {
      if (failed === 0) return ''
      const share = all <= fewCalls ? 1 : failed / all
      const height = Math.max(Math.round((barBottom - failureTop) * share), leastHeight)
      return barsPath([{x: index * width, width}], barBottom - height, height)
    })
    .join('')
}
