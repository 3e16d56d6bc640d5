import {parentPort, workerData} from 'node:worker_threads'
import {describeBug, SessionpressError} from '../errors.js'
import {createWork, type JobAnswer, type JobRequest, type WorkerData} from './serve/work.js'

/** A thread of `serve`: what takes long keeps nobody waiting who asks the server. */
const port = parentPort
if (!port) throw new Error('This is started by `serve`.')

const work = createWork(workerData as WorkerData, (sentence) => answer({say: sentence})) // As `threads.ts` starts it.

port.on('message', async ({number, job}: JobRequest) => {
  try {
    answer({number, result: await work(job)})
  } catch (error) {
    if (!(error instanceof SessionpressError)) {
      return answer({number, bug: describeBug(error)})
    }
    const {code, message, hint} = error
    answer({number, failure: {code, message, ...(hint !== undefined && {hint})}})
  }
})

function answer(said: JobAnswer): void {
  port?.postMessage(said)
}
