import path from 'node:path'
import {pathToFileURL} from 'node:url'
import {Worker} from 'node:worker_threads'
import {SessionpressError} from '../errors.js'
import {packageFolder} from '../system/package-folder.js'
import type {WorkerAnswer, WorkerPiece, WorkerTask} from './worker.js'

/** A worker that is asked one thing after another, and ends with its time. */
export interface Thread {
  /** @throws SessionpressError `GATE_FAILED` when a detector fails or takes too long, or the thread was ended */
  ask(piece: WorkerPiece): Promise<WorkerAnswer>
  end(): Promise<void>
}

/**
 * Start a thread that looks through pieces of files.
 *
 * @param program What it runs; by default the worker that was built with this one.
 * @param timeout Milliseconds after which it has failed.
 */
export function startThread(
  workerData: WorkerTask,
  timeout: number,
  program: URL = pathToFileURL(workerProgram()),
): Thread {
  const worker = new Worker(program, {
    workerData,
    // secretlint would print what it reads where `DEBUG` asks for it.
    env: {},
    execArgv: [],
    // What is read is soon forgotten: much room for young things only takes memory, and no less time.
    resourceLimits: {maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 16},
  })
  let settle: {resolve(answer: WorkerAnswer): void; reject(error: unknown): void} | undefined
  let failure: SessionpressError | undefined
  const fail = (why: string, cause?: unknown) => {
    failure ??= failed(why, cause)
    settle?.reject(failure)
    void worker.terminate()
  }
  const clock = setTimeout(() => {
    fail(`it was not done after ${Math.round(timeout / 1000)} seconds`)
  }, timeout)
  worker.on('message', (answer: WorkerAnswer) => settle?.resolve(answer))
  worker.on('error', (error) => fail('a detector broke down', error))
  worker.on('exit', () => fail('a detector ended by itself'))

  return {
    ask: (piece: WorkerPiece) =>
      new Promise<WorkerAnswer>((resolve, reject) => {
        settle = {resolve, reject}
        if (failure) return reject(failure)
        worker.postMessage(piece)
      }),
    async end() {
      clearTimeout(clock)
      // Only where another thread failed does this one still owe an answer.
      failure ??= failed('it was stopped', undefined)
      settle?.reject(failure)
      await worker.terminate()
    },
  }
}

function failed(why: string, cause: unknown): SessionpressError {
  return new SessionpressError(
    'GATE_FAILED',
    `The finished files could not be looked through for secrets: ${why}. Nothing was published.`,
    {
      hint: 'Run it again; if it fails again, leave out what is odd in the session, and report this.',
      cause,
    },
  )
}

/** Program of the worker, as built. */
export function workerProgram(): string {
  return path.join(packageFolder(), 'dist', 'gate', 'worker.js')
}
