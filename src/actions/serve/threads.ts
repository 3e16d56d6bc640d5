import path from 'node:path'
import {Worker} from 'node:worker_threads'
import {SessionpressError} from '../../errors.js'
import {packageFolder} from '../../system/package-folder.js'
import type {Job, JobAnswer, JobFailure, JobRequest, JobResult, WorkerData} from './work.js'

/** A thread that does jobs, one after the other as far as they keep it busy. */
export interface Thread {
  do<Type extends Job['type']>(job: Job & {type: Type}): Promise<JobResult<Type>>
  /** End it, whatever it is at. */
  end(): Promise<void>
}

interface Open {
  resolve(result: JobResult<Job['type']>): void
  reject(error: unknown): void
}

/**
 * Two threads as one: what concerns one share is done by one of them, so that it is taken in its
 * order, and a very long session keeps only half of the others waiting. Each starts with its first job.
 */
export function openThreads(data: WorkerData, say: (sentence: string) => void): Thread {
  const even = openThread(data, say)
  const odd = openThread(data, say)
  return {
    do: (job) => (numberOf(job) % 2 === 0 ? even : odd).do(job),
    async end() {
      await Promise.all([even.end(), odd.end()])
    },
  }
}

function numberOf(job: Job): number {
  const id = job.type === 'share' ? job.sessionID : (job.shareID ?? '')
  return [...id].reduce((sum, sign) => sum + sign.charCodeAt(0), 0)
}

/** Start a thread. One that dies is started anew with the next job; what it was at has failed. */
function openThread(data: WorkerData, say: (sentence: string) => void): Thread {
  const open = new Map<number, Open>()
  let worker: Promise<Worker> | undefined
  let count = 0

  return {
    async do<Type extends Job['type']>(job: Job & {type: Type}): Promise<JobResult<Type>> {
      worker ??= start()
      const thread = await worker
      const number = ++count
      const done = new Promise<JobResult<Job['type']>>((resolve, reject) => {
        open.set(number, {resolve, reject})
      })
      const request: JobRequest = {number, job}
      thread.postMessage(request)
      // A thread answers a job with what that type of job gives.
      return (await done) as JobResult<Type>
    },

    async end() {
      await (await worker)?.terminate()
    },
  }

  async function start(): Promise<Worker> {
    const file = path.join(packageFolder(), 'dist', 'actions', 'serve-worker.js')
    const thread = new Worker(file, {workerData: data})
    thread.on('message', hear)
    let isOver = false
    const end = (error: Error) => {
      // It tells its end after the failure, when another may be at work already.
      if (!isOver) fail(error)
      isOver = true
    }
    thread.on('error', end)
    thread.on('exit', () => end(new Error('The thread has ended.')))
    return thread
  }

  function hear(answer: JobAnswer): void {
    if ('say' in answer) say(answer.say)
    else settle(answer)
  }

  function settle(answer: Exclude<JobAnswer, {say: string}>): void {
    const waiting = open.get(answer.number)
    open.delete(answer.number)
    if ('result' in answer) waiting?.resolve(answer.result)
    else waiting?.reject('bug' in answer ? bugOf(answer.bug) : errorOf(answer.failure))
  }

  function fail(error: Error): void {
    worker = undefined
    for (const {reject} of open.values()) reject(error)
    open.clear()
  }
}

/** A bug of the thread: where it came up there is what counts, not where it is told here. */
function bugOf(name: string): Error {
  return Object.assign(new Error(), {name, stack: ''})
}

function errorOf({code, message, hint}: JobFailure): SessionpressError {
  return new SessionpressError(code, message, hint === undefined ? {} : {hint})
}
