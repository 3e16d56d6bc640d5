import type {TimedTurn} from './timed-turn.js'

/** A stretch of time and its place in the drawing, in percent of the width. */
export interface Stretch {
  from: number
  to: number
  left: number
  right: number
  /** Set when the stretch is drawn shorter than it was. */
  isShort: boolean
  /** Set when a turn was being answered. */
  isWork: boolean
}

/** Where the moments of a session stand in the drawing. */
export interface Scale {
  /** Without gaps, in order, from 0 to 100. */
  stretches: Stretch[]
  /** Percent of the width, from 0 to 100. */
  place(time: number): number
}

interface Piece extends Pick<Stretch, 'from' | 'to' | 'isWork'> {
  /** Set when something ran in it; else a turn that works may as well stand still. */
  isBusy: boolean
}

/** Width of a shortened stretch, and of all of them together, in percent. */
const shortWidth = 4
const shortWidthOfAll = 28

/** Milliseconds of a turn in which nothing happens, from which on it may be drawn shorter. */
const standstill = 600_000

/**
 * Lay the time of the turns out, so that work stays visible: what nobody worked
 * in for long, and the hours in which a turn stood still, get a fixed width.
 */
export function makeScale(turns: readonly TimedTurn[]): Scale {
  const pieces = piecesOf(turns)
  // A session that does nothing but stand still has to be drawn by that.
  const isWait = pieces.every(standsStill) ? isIdle : standsStill
  const [waits, work] = [pieces.filter(isWait), pieces.filter((piece) => !isWait(piece))]
  const short = new Set([...longWaits(waits, sum(work)), ...longCommands(work)])
  const live = sum(pieces.filter((piece) => !short.has(piece)))
  const shortEach =
    live === 0 ? 100 / short.size : Math.min(shortWidth, shortWidthOfAll / short.size)
  const liveWidth = 100 - shortEach * short.size
  const stretches: Stretch[] = []
  let left = 0
  for (const piece of pieces) {
    const isShort = short.has(piece)
    const right = left + (isShort ? shortEach : (length(piece) / live) * liveWidth)
    const last = stretches.at(-1)
    if (last && !last.isShort && !isShort && last.isWork === piece.isWork) {
      last.to = piece.to
      last.right = right
    } else {
      const {from, to, isWork} = piece
      stretches.push({from, to, isWork, left, right, isShort})
    }
    left = right
  }
  return {stretches, place: (time) => placeIn(stretches, time)}
}

/** The whole time cut at every moment of a turn, and where nobody worked. */
function piecesOf(turns: readonly TimedTurn[]): Piece[] {
  const moments = [...new Set(turns.flatMap((turn) => turn.moments))].sort((a, b) => a - b)
  const isWorkAt = coverage(turns)
  const isBusyAt = coverage(
    turns.flatMap((turn) => turn.busy).sort((first, second) => first.from - second.from),
  )
  return moments.slice(0, -1).map((from, index) => ({
    from,
    to: moments[index + 1] ?? from,
    isWork: isWorkAt(from),
    isBusy: isBusyAt(from),
  }))
}

/** Whether a moment is in one of the spans, which are in order; to be asked of moments in order. */
function coverage(spans: readonly {from: number; to: number}[]): (moment: number) => boolean {
  let next = 0
  let until = Number.NEGATIVE_INFINITY
  return (moment) => {
    for (let span = spans[next]; span && span.from <= moment; span = spans[next]) {
      until = Math.max(until, span.to)
      next += 1
    }
    return until > moment
  }
}

/**
 * Waiting of more than a fifth of the work, and whatever makes all waiting longer than
 * half of it. Ten minutes of a turn in which nothing ran are waiting as well: for a
 * permission, an answer, or a machine that slept.
 */
function longWaits(waits: readonly Piece[], worked: number): Piece[] {
  let waited = 0
  return [...waits]
    .sort((first, second) => length(first) - length(second))
    .filter((piece) => {
      waited += length(piece)
      return length(piece) > worked / 5 || waited > worked / 2
    })
}

function isIdle(piece: Piece): boolean {
  return !piece.isWork
}

function standsStill(piece: Piece): boolean {
  return isIdle(piece) || (!piece.isBusy && length(piece) > standstill)
}

/** A command that ran all night: ten minutes and more, eight times as long as all the rest. */
function longCommands(work: readonly Piece[]): Piece[] {
  const longest = [...work].sort((first, second) => length(second) - length(first))
  let rest = sum(longest)
  let count = 0
  for (const [index, piece] of longest.slice(0, 8).entries()) {
    rest -= length(piece)
    if (length(piece) > standstill && length(piece) > rest * 8) count = index + 1
  }
  return longest.slice(0, count)
}

function placeIn(stretches: readonly Stretch[], time: number): number {
  let low = 0
  let high = stretches.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((stretches[middle]?.to ?? 0) < time) low = middle + 1
    else high = middle
  }
  const stretch = stretches[low]
  if (!stretch) return 0
  const share = (time - stretch.from) / (stretch.to - stretch.from)
  return stretch.left + Math.min(Math.max(share, 0), 1) * (stretch.right - stretch.left)
}

function length(piece: Piece): number {
  return piece.to - piece.from
}

function sum(pieces: readonly Piece[]): number {
  return pieces.reduce((total, piece) => total + length(piece), 0)
}
