import os from 'node:os'
import type {PieceJob, RenderPiece} from '../../render/pieces/job.js'
import {languagesOf} from '../../render/pieces/languages.js'
import {type Lane, type LaneOptions, openLane} from './lane.js'

/** Characters that wait in one thread before another one starts: what it needs to start, it could have done those in. */
const worthAThread = 100_000

/** Threads that are worth their memory, as the page itself is made by one alone. */
const mostThreads = 8

export interface PoolOptions extends LaneOptions {
  /** Threads at most. @default as many as there are cores, up to 8 */
  jobs?: number
}

/** Threads that make pieces. */
export interface Pool {
  render: RenderPiece
  /** End those that have nothing to do. They start again when there is more. */
  rest(): Promise<void>
}

/**
 * A few threads that make pieces. A small session has one; what a language needs is loaded by the
 * thread that has done it before, unless that one has much to do.
 *
 * What a piece becomes depends on its job alone, so it does not matter who makes it.
 */
export function openPool({jobs = defaultJobs(), ...options}: PoolOptions): Pool {
  const lanes = Array.from({length: Math.max(1, jobs)}, () => openLane(options))
  const homes = new Map<string, Set<Lane>>()
  const [first] = lanes

  return {
    render: async (job) => await laneFor(job).render(job),
    rest: async () => void (await Promise.all(lanes.map((lane) => lane.rest()))),
  }

  function laneFor(job: PieceJob): Lane {
    const [language = ''] = languagesOf(job)
    const home = homes.get(language) ?? new Set()
    const known = idlest([...home])
    const idle = idlest(lanes)
    const lane = choose(known, idle)
    homes.set(language, home.add(lane))
    return lane
  }

  function choose(known: Lane | undefined, idle: Lane | undefined): Lane {
    const wanted = known ?? first
    if (!idle || !wanted) throw new Error('There is always a first thread.')
    return wanted.open() - idle.open() > worthAThread ? idle : wanted
  }
}

/** Threads where nothing else is said. */
export function defaultJobs(): number {
  return Math.min(mostThreads, os.availableParallelism())
}

function idlest(lanes: readonly Lane[]): Lane | undefined {
  return lanes.reduce<Lane | undefined>(
    (least, lane) => (least && least.open() <= lane.open() ? least : lane),
    undefined,
  )
}
