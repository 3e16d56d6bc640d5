import {SessionpressError} from '../../errors.js'
import type {SessionSummary} from '../../session/native.js'

/** What two looks at a store differ in. */
interface Changes {
  changed: SessionSummary[]
  /** Sessions that were not there in two looks in a row: most likely deleted. */
  gone: SessionSummary[]
}

/** Sessions of a store as they were seen last. */
export interface SessionList {
  /** Take these for what was there all along. */
  meet(summaries: readonly SessionSummary[]): void
  /**
   * Take these for what became of it.
   *
   * @param isEmpty Whether the store as a whole has no session.
   * @throws SessionpressError `SOURCE_CORRUPT` where everything is gone at once, which no person did
   */
  follow(summaries: readonly SessionSummary[], isEmpty: boolean): Changes
  /** Whether another look is needed although nothing was written. */
  isWaiting(): boolean
  forget(id: string): void
}

/** A list that knows of no session yet. */
export function createSessionList(): SessionList {
  const known = new Map<string, SessionSummary>()
  const missed = new Set<string>()

  return {
    isWaiting: () => missed.size > 0,
    forget,
    meet(summaries) {
      known.clear()
      missed.clear()
      for (const summary of summaries) known.set(summary.id, summary)
    },
    follow(summaries, isEmpty) {
      const there = new Set(summaries.map(({id}) => id))
      const lost = [...known.values()].filter(({id}) => !there.has(id))
      const isAll = lost.length > 1 && lost.length === known.size
      if (lost.length > 0 && (isEmpty || isAll)) {
        // Told once; what is there from now on is news.
        known.clear()
        missed.clear()
        throw emptied(lost.length)
      }
      const changed = summaries.filter((summary) => isOther(summary, known.get(summary.id)))
      for (const summary of changed) known.set(summary.id, summary)
      return {changed, gone: missedAgain(lost)}
    },
  }

  function forget(id: string): void {
    known.delete(id)
    missed.delete(id)
  }

  function missedAgain(lost: readonly SessionSummary[]): SessionSummary[] {
    const again = lost.filter(({id}) => missed.has(id))
    missed.clear()
    for (const {id} of lost) missed.add(id)
    return again
  }
}

function isOther(summary: SessionSummary, before: SessionSummary | undefined): boolean {
  return before?.updated !== summary.updated || before?.title !== summary.title
}

function emptied(count: number): SessionpressError {
  const what = count === 1 ? 'The only session is' : `All ${count} sessions are`
  return new SessionpressError(
    'SOURCE_CORRUPT',
    `${what} gone from the store at once. Nothing was taken down for that.`,
    {hint: 'If they were deleted, run `sessionpress list`, then `sessionpress unshare`.'},
  )
}
