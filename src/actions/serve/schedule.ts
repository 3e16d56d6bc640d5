/** How long something waits until it is done. */
interface ScheduleOptions<Key> {
  /** Milliseconds without news. @default 2000 */
  quiet?: number
  /** Milliseconds after the first news, whatever comes meanwhile. @default 7000 */
  most?: number
  /** How many are done at the same time. @default 4 */
  atOnce?: number
  /**
   * Does it, and never rejects. Asked again for the same only when it is done.
   *
   * @returns Milliseconds after which it shall be done once more although nothing is new.
   */
  run(key: Key): Promise<number | undefined>
}

/** Does something soon after news came, and not for each of them. */
export interface Schedule<Key> {
  /** There is news. */
  touch(key: Key): void
  /** Forget what waits. */
  forget(key: Key): void
  /** Do at once what waits, and take nothing more. */
  finish(): Promise<void>
}

interface Waiting {
  timer: NodeJS.Timeout
  /** When it has to be done, on the clock of `performance`. */
  end: number
}

/** What one flush may be behind: publishing takes its time too, and a page shall follow within 10 seconds. */
export const scheduleDefaults = {quiet: 2_000, most: 7_000, atOnce: 4} as const

export function createSchedule<Key>(options: ScheduleOptions<Key>): Schedule<Key> {
  const {quiet, most, atOnce, run} = {...scheduleDefaults, ...options}
  const waiting = new Map<Key, Waiting>()
  const running = new Map<Key, Promise<void>>()
  const news = new Set<Key>()
  const due = new Set<Key>()
  let isOver = false

  return {
    touch,

    forget(key) {
      clearTimeout(waiting.get(key)?.timer)
      waiting.delete(key)
      due.delete(key)
      news.delete(key)
    },

    async finish() {
      isOver = true
      const left = new Set([...waiting.keys(), ...due])
      for (const {timer} of waiting.values()) clearTimeout(timer)
      waiting.clear()
      due.clear()
      await Promise.all(running.values())
      for (const key of new Set([...left, ...news])) await run(key)
    },
  }

  function touch(key: Key): void {
    // What is due reads everything that is there when its turn comes.
    if (isOver || due.has(key)) return
    if (running.has(key)) news.add(key)
    else wait(key, quiet, Math.min(endOf(key), performance.now() + most))
  }

  /** What waits for its next attempt waits for no longer than news do, once there are some. */
  function endOf(key: Key): number {
    return waiting.get(key)?.end ?? Number.POSITIVE_INFINITY
  }

  function wait(key: Key, pause: number, end: number): void {
    clearTimeout(waiting.get(key)?.timer)
    const left = Math.min(pause, Math.max(0, end - performance.now()))
    waiting.set(key, {timer: setTimeout(() => start(key), left), end})
  }

  function start(key: Key): void {
    waiting.delete(key)
    due.add(key)
    startNext()
  }

  function startNext(): void {
    const [key] = due
    if (key === undefined || running.size >= atOnce) return
    due.delete(key)
    const work = run(key).then((again) => {
      running.delete(key)
      startNext()
      // At the end whoever waits for it does what is left.
      if (isOver) return
      if (news.delete(key)) touch(key)
      else if (again !== undefined) wait(key, again, Number.POSITIVE_INFINITY)
    })
    running.set(key, work)
  }
}
