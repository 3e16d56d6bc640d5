import {type PutAway, withFieldsAway} from '../../../session/long-list.js'
import type {OpenTurn} from './story.js'

/** Turns that something may still come to. The others leave memory. */
export interface OpenTurns {
  /** Note that a turn has to stay open until a message, by its place in the order of telling, was told. */
  keep(turn: OpenTurn, until: number): void
  /** Put away the turns that no message after this place can come to. The last one stays. */
  close(turns: readonly OpenTurn[], place: number): void
}

/** None is open yet. */
export function openTurns(putAway: PutAway | undefined): OpenTurns {
  const open = new Map<OpenTurn, number>()
  let seen = 0
  return {
    keep(turn, until) {
      open.set(turn, Math.max(open.get(turn) ?? 0, until))
    },
    close(turns, place) {
      if (!putAway) return
      for (; seen < turns.length; seen++) {
        const turn = turns[seen]
        if (turn) open.set(turn, open.get(turn) ?? 0)
      }
      const last = turns.at(-1)
      for (const [turn, until] of open) {
        if (turn === last || until > place) continue
        withFieldsAway(turn, ['blocks', 'diffs'], putAway)
        open.delete(turn)
      }
    },
  }
}
