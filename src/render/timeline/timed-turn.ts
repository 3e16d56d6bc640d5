import type {Block, Session, Turn} from '../../session/model.js'

/** A turn with the moments that were recorded of it, of which there is at least one. */
export interface TimedTurn {
  turn: Turn
  from: number
  to: number
  /** When something began or ended, in no order. */
  moments: number[]
  /** When something ran, in no order: a question waits for the user and does not count. */
  busy: {from: number; to: number}[]
}

/** The turns that have a time, by their beginning. */
export function timedTurns(session: Session): TimedTurn[] {
  return session.turns
    .flatMap((turn) => {
      const moments = momentsOf(turn)
      if (moments.length === 0) return []
      let [from = 0, to = from] = [moments[0]]
      for (const moment of moments) {
        from = Math.min(from, moment)
        to = Math.max(to, moment)
      }
      return [{turn, from, to, moments, busy: turn.blocks.flatMap(busyOf)}]
    })
    .sort((first, second) => first.from - second.from || first.turn.number - second.turn.number)
}

/** A number that a calendar knows, and a session of an agent can have. */
export function isTime(value: number | undefined): value is number {
  return value !== undefined && value >= 0 && value <= 8.64e15
}

function momentsOf(turn: Turn): number[] {
  return [
    ...spanOf(turn.started, turn.duration),
    ...turn.blocks.flatMap((block) => spanOf(block.time, durationOf(block))),
    ...turn.usage.flatMap(({time}) => spanOf(time, undefined)),
  ]
}

function busyOf(block: Block): {from: number; to: number}[] {
  if (block.type === 'tool' && block.details.kind === 'question') return []
  const [from, to] = spanOf(block.time, durationOf(block))
  return from === undefined || to === undefined ? [] : [{from, to}]
}

/** How long a block took, where that is recorded. */
export function durationOf(block: Block): number | undefined {
  return block.type === 'tool' || block.type === 'reasoning' ? block.duration : undefined
}

function spanOf(time: number | undefined, duration: number | undefined): number[] {
  if (!isTime(time)) return []
  const end = time + Math.max(duration ?? 0, 0)
  return isTime(end) && end > time ? [time, end] : [time]
}
