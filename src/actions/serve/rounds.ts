import type {Attempts} from './attempts.js'
import type {ServeContext} from './context.js'
import {finishRemovals} from './finish-removals.js'
import {watchNews} from './news.js'
import type {Schedule} from './schedule.js'
import {takeDown} from './service.js'
import {watchServed} from './watch-served.js'

interface RoundsOptions {
  context: ServeContext
  attempts: Attempts
  schedule: Schedule<string>
  /** Told of what is no expected failure. */
  onBug(error: unknown): void
}

/** What is looked at again and again, since nobody tells it. */
export function startRounds({context, attempts, schedule, onBug}: RoundsOptions) {
  const {say} = context
  const lookAtSessions = watchServed(context)
  const lookForNews = watchNews(context)
  const gone = {context, onGone: schedule.forget}
  // A look at all shares costs a bucket far more.
  const lookAtAll = context.ledger.folder === undefined ? 60_000 : 6_000
  const rounds = [
    every(lookAtAll, finishRemovals(gone), onBug),
    every(2_000, async () => touchAll(await attempts.decided()), onBug),
    every(3_000, obeyStore, onBug),
    every(30_000, adopt, onBug),
  ]
  return {
    async stop() {
      await Promise.all(rounds.map((round) => round.stop()))
    },
  }

  async function obeyStore(): Promise<void> {
    const {deleted, changed} = await lookAtSessions()
    touchAll(changed)
    for (const shareID of deleted) {
      say(`${shareID}: its session was deleted`)
      await takeDown(gone, shareID).catch(tell)
    }
  }

  /** What other instances over the same bucket left. */
  async function adopt(): Promise<void> {
    if (context.ledger.folder !== undefined) return
    touchAll([...(await lookForNews()), ...(await attempts.heldElsewhere())])
  }

  function touchAll(shares: readonly string[]): void {
    for (const shareID of shares) schedule.touch(shareID)
  }

  function tell(error: unknown): void {
    say(error instanceof Error ? error.message : String(error))
  }
}

/** Does something again and again, never twice at once. */
function every(pause: number, work: () => Promise<void>, onBug: (error: unknown) => void) {
  let running: Promise<void> = Promise.resolve()
  let isOver = false
  let timer = setTimeout(next, pause)
  return {
    async stop() {
      isOver = true
      clearTimeout(timer)
      await running
    },
  }

  function next(): void {
    running = work()
      .catch(onBug)
      .then(() => {
        if (!isOver) timer = setTimeout(next, pause)
      })
  }
}
