import type {describeBug, ErrorCode} from '../../errors.js'
import {openLedgerOf} from '../open-ledger-of.js'
import {prepare} from '../prepare.js'
import {shareWith} from '../share.js'
import {resolveSurroundings} from '../surroundings.js'
import type {ShareStatus, Surroundings} from '../types.js'
import {openLogs, type ServeContext} from './context.js'
import {type Published, publishServed} from './publish-served.js'
import {receive} from './receive.js'

/** What takes so long that whoever does it answers nobody meanwhile: so a thread of its own does it. */
export type Job =
  | {type: 'receive'; shareID: string | undefined; body: Uint8Array}
  | {type: 'publish'; shareID: string; isForced: boolean}
  | {type: 'share'; sessionID: string}

interface Results {
  /** The share that has news. */
  receive: string
  publish: Published
  share: ShareStatus
}

export type JobResult<Type extends Job['type']> = Results[Type]

/** What a thread is started with. */
export interface WorkerData {
  settings: Pick<ServeContext, 'to' | 'state' | 'source'>
  /** Absent parts are the process's own. */
  surroundings: Partial<
    Pick<Surroundings, 'cwd' | 'env' | 'home' | 'user' | 'host' | 'systemFolder'>
  >
}

/** What a thread is asked. */
export interface JobRequest {
  number: number
  job: Job
}

/** An expected failure in words that can be sent. */
export interface JobFailure {
  code: ErrorCode
  message: string
  hint?: string
}

/** What a thread says: a result, a failure in words that can be sent, or what a person should know. */
export type JobAnswer =
  | {number: number; result: JobResult<Job['type']>}
  | {number: number; failure: JobFailure}
  | {number: number; bug: ReturnType<typeof describeBug>}
  | {say: string}

/** Does jobs. What comes for one share is taken in the order in which it came. */
export function createWork(data: WorkerData, say: (sentence: string) => void) {
  const context = contextOf(data, say)
  const queues = new Map<string | undefined, Promise<unknown>>()
  return async (job: Job): Promise<JobResult<Job['type']>> => {
    switch (job.type) {
      case 'receive':
        return await inOrder(job.shareID, () => receive(context, job.shareID, job.body))
      case 'publish':
        return await publishServed(context, job.shareID, job.isForced)
      case 'share':
        return await shareOnce(context, job.sessionID)
    }
  }

  function inOrder<Result>(
    shareID: string | undefined,
    take: () => Promise<Result>,
  ): Promise<Result> {
    const before = queues.get(shareID) ?? Promise.resolve()
    const taken = before.then(take, take)
    queues.set(shareID, taken)
    const forget = () => {
      if (queues.get(shareID) === taken) queues.delete(shareID)
    }
    taken.then(forget, forget)
    return taken
  }
}

function contextOf({settings, surroundings}: WorkerData, say: ServeContext['say']): ServeContext {
  const world = resolveSurroundings(surroundings)
  const {state} = settings
  const ledger = openLedgerOf(state === undefined ? {} : {state}, world)
  return {...settings, ledger, surroundings: world, openLog: openLogs(ledger.shelf), say}
}

/**
 * As `share` does it for whoever asks the session share API: that they ask is their agreement to this
 * session. No request agrees to share all others by themselves.
 */
async function shareOnce(
  {to, state, source, surroundings, say}: ServeContext,
  sessionID: string,
): Promise<ShareStatus> {
  return await shareWith(prepare, sessionID, {
    ...{surroundings, yes: true, onWarning: say},
    ...(to !== undefined && {to}),
    ...(state !== undefined && {state}),
    ...(source !== undefined && {source}),
  })
}
