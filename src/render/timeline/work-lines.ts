import type {WorkView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Scale} from './scale.js'
import {type Bar, barsPath, linesPath, merged} from './shape.js'
import {durationOf, isTime, type TimedTurn} from './timed-turn.js'

/** Percent that a bar is wide at least, and below which two bars become one. */
const leastWidth = 0.25
const leastDistance = 0.15

/** Pixels from the top: tool bars, the line of the model in their middle. */
const barTop = 31
const barHeight = 14
const lineY = 38

/** Who worked when: the line of the model, dots where nobody did, a bar for each call of a tool. */
export function workLines(turns: readonly TimedTurn[], scale: Scale): WorkView {
  const kept = turns.filter(({turn}) => !turn.isUndone)
  const undone = turns.filter(({turn}) => turn.isUndone)
  const tools = turns.flatMap((timed) => toolBars(timed, scale))
  return {
    model: linesPath(modelLines(kept, scale), lineY),
    undoneModel: linesPath(modelLines(undone, scale), lineY),
    wait: linesPath(waits(scale), lineY),
    tools: bars(tools.filter((bar) => !bar.isUndone)),
    undoneTools: bars(tools.filter((bar) => bar.isUndone)),
  }
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

function toolBars({turn}: TimedTurn, {place}: Scale): (Bar & {isUndone: boolean})[] {
  return turn.blocks.flatMap((block) => {
    if (block.type !== 'tool' || !isTime(block.time) || isFailure(block)) return []
    const x = place(block.time)
    const width = place(block.time + Math.max(durationOf(block) ?? 0, 0)) - x
    return [{x, width, isUndone: turn.isUndone || block.isUndone}]
  })
}

function bars(all: readonly Bar[]): string {
  return barsPath(
    merged(all, leastWidth, leastDistance, (first) => first),
    barTop,
    barHeight,
  )
}
