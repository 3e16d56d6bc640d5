import {type LeftKind, type LeftOut, leftKinds} from '../../../session/left-out.js'

/** Counts what stays at home, over a session and its subagents. */
export interface Tally {
  add(what: LeftKind, times: number): void
  result(turns: readonly number[]): LeftOut
}

export function createTally(): Tally {
  const counts = new Map<string, number>()
  return {
    add(what, times) {
      counts.set(what, (counts.get(what) ?? 0) + times)
    },
    result: (turns) => ({
      turns: [...turns],
      parts: Object.keys(leftKinds).flatMap((name) => {
        const count = counts.get(name)
        // The keys are those of the table.
        return count === undefined ? [] : [{what: name as LeftKind, count}]
      }),
    }),
  }
}
