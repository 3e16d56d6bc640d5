import {Tinypool} from 'tinypool'
import {
  type PieceAnswer,
  type PieceJob,
  type RenderPiece,
  textOfJob,
} from '../../render/pieces/job.js'
import {languagesOf} from '../../render/pieces/languages.js'
import type {ThreadAnswer} from '../piece-worker.js'

/** A thread that makes pieces, one after the other. It starts with the first and ends when there are none. */
export interface Lane {
  render: RenderPiece
  /** Characters of the texts that it still has to do. */
  open(): number
  /** End it now where it has nothing to do, for the sake of memory. The next piece starts it again. */
  rest(): Promise<void>
}

export interface LaneOptions {
  /** Program of the thread, as built. */
  file: string
  /** Milliseconds that one piece may take beside what its length earns. @default 10000 */
  patience?: number
  /** Whether it takes less memory and more time, since the session is long. @default false */
  isSmall?: boolean
}

interface Waiting {
  job: PieceJob
  settle(answer: PieceAnswer): void
}

/** Characters that earn a millisecond. The slowest grammar does ten times as many where nothing else runs. */
const charactersPerMillisecond = 25

/** Milliseconds that a language earns with its first piece, as its expressions are translated then, and languages that may. */
const newLanguage = 2_000
const mostLanguages = 16

/** Milliseconds from one look at the thread to the next. A machine that is too busy to look is too busy to judge. */
const pace = 250

/** A thread has to load what it works with before its first answer. */
const startFactor = 3

/** Open a lane. Nothing runs yet. */
export function openLane({file, patience = 10_000, isSmall = false}: LaneOptions): Lane {
  const waiting: Waiting[] = []
  let pool: Tinypool | undefined
  let watch: NodeJS.Timeout | undefined
  let looks = 0
  let isReady = false
  let open = 0
  // What pieces may take in all beyond what their lengths earn; quick ones fill it again.
  let left = patience
  const languages = new Set<string>()

  return {render, open: () => open, rest}

  async function render(job: PieceJob): Promise<PieceAnswer> {
    const {length} = textOfJob(job)
    open += length
    try {
      return await new Promise<PieceAnswer>((resolve, reject) => {
        const one: Waiting = {job, settle: resolve}
        waiting.push(one)
        watch ??= setInterval(look, pace)
        pool ??= start()
        hear(pool, one, reject)
      })
    } finally {
      open -= length
      if (waiting.length === 0) {
        clearInterval(watch)
        watch = undefined
        // It may end before there is more to do, and then another one has to start.
        isReady = false
      }
    }
  }

  async function rest(): Promise<void> {
    if (waiting.length > 0) return
    const thread = letGo()
    // The next one has to load them again.
    languages.clear()
    left = patience
    await thread?.destroy()
  }

  function start(): Tinypool {
    const thread = startThread(file, isSmall)
    // It ended with nothing to do, or before it could begin.
    thread.on('error', () => {
      if (pool === thread) endThread()
    })
    return thread
  }

  function hear(thread: Tinypool, one: Waiting, reject: (error: unknown) => void): void {
    const said: Promise<ThreadAnswer> = thread.run(one.job, {name: 'renderPiece'})
    said.then(
      (heard) => {
        if (!take(one)) return
        if ('bug' in heard) reject(heard.bug)
        else one.settle(judged(heard, one.job))
      },
      // It ended by itself, out of memory for example, or we ended it: all that waited is lost.
      () => {
        if (pool === thread) endThread()
      },
    )
  }

  function take(one: Waiting): boolean {
    const at = waiting.indexOf(one)
    if (at === -1) return false
    waiting.splice(at, 1)
    looks = 0
    isReady = true
    return true
  }

  function judged(
    {answer, milliseconds}: Extract<ThreadAnswer, {answer: PieceAnswer}>,
    job: PieceJob,
  ): PieceAnswer {
    left = Math.min(patience, left - milliseconds + earnedBy(job))
    if (left >= 0) return answer
    left = patience
    return {...answer, isSlow: true}
  }

  function earnedBy(job: PieceJob): number {
    const before = languages.size
    for (const language of languagesOf(job)) {
      if (languages.size < mostLanguages) languages.add(language)
    }
    const first = (languages.size - before) * newLanguage
    return first + textOfJob(job).length / charactersPerMillisecond
  }

  function look(): void {
    looks++
    const [oldest] = waiting
    if (!oldest) return
    const earned = textOfJob(oldest.job).length / charactersPerMillisecond
    if (looks * pace > (isReady ? patience + earned : patience * startFactor)) endThread()
  }

  function endThread(): void {
    const [stuck, ...others] = waiting.splice(0)
    const thread = letGo()
    stuck?.settle({trouble: 'stuck'})
    for (const one of others) one.settle({trouble: 'ended'})
    void thread?.destroy()
  }

  /** The thread that was; the next piece starts another one. */
  function letGo(): Tinypool | undefined {
    const thread = pool
    pool = undefined
    isReady = false
    looks = 0
    return thread
  }
}

/** Milliseconds after which a thread without work ends. */
const idleTimeout = 2_000

/** Megabytes for what is young: less room means looking for garbage more often. */
const young = {usual: 32, small: 12}

function startThread(filename: string, isSmall: boolean): Tinypool {
  return new Tinypool({
    filename,
    minThreads: 0,
    maxThreads: 1,
    // All that is asked for lies before the thread, so that it never waits for this one to be free.
    concurrentTasksPerWorker: Number.MAX_SAFE_INTEGER,
    isolateWorkers: false,
    idleTimeout,
    env: {},
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: 1024,
      maxYoungGenerationSizeMb: isSmall ? young.small : young.usual,
    },
  })
}
