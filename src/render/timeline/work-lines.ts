import type {WorkView} from '../../../templates/timeline.js'
import {isFailure} from '../../session/failure.js'
import type {Scale} from './scale.js'
import {type Bar, barsPath, linesPath, merged} from './shape.js'
import {durationOf, isTime, type TimedTurn} from './timed-turn.js'

/** Percent that a bar is wide at least, one of a failure too, and below which two bars become one. */
const leastWidth = 0.25
const leastFailure = 0.44
const leastDistance = 0.15

/** Pixels from the top: bars, those of failures, the line of the model. */
const barTop = 31
const failureTop = 24
const barBottom = 45
const lineY = 38

/** Who worked when: the line of the model, dots where nobody did, a bar for each call of a tool and for each error. */
export function workLines(turns: readonly TimedTurn[], scale: Scale): WorkView {
  const kept = turns.filter(({turn}) => !turn.isUndone)
  const undone = turns.filter(({turn}) => turn.isUndone)
  const all = turns.flatMap((timed) => barsOf(timed, scale))
  const bars = (isFailed: boolean, isUndone: boolean) => {
    const some = all.filter((bar) => bar.isFailed === isFailed && bar.isUndone === isUndone)
    const width = isFailed ? leastFailure : leastWidth
    const top = isFailed ? failureTop : barTop
    return barsPath(
      merged(some, width, leastDistance, (first) => first),
      top,
      barBottom - top,
    )
  }
  return {
    model: linesPath(modelLines(kept, scale), lineY),
    undoneModel: linesPath(modelLines(undone, scale), lineY),
    wait: linesPath(waits(scale), lineY),
    tools: bars(false, false),
    undoneTools: bars(false, true),
    failures: bars(true, false),
    undoneFailures: bars(true, true),
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

interface WorkBar extends Bar {
  isFailed: boolean
  isUndone: boolean
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
