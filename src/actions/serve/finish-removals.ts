import {SessionpressError} from '../../errors.js'
import {isServed} from '../../ledger/record.js'
import {type TakeDownOptions, takeDown} from './service.js'

/** Milliseconds until a removal is tried once more, doubled each time. */
const firstPause = 10_000
const longestPause = 300_000

/**
 * Brings removals to their end that did not come to it: a client asks for one once, and whoever was
 * killed meanwhile, or met a host that did not answer, asks no more.
 *
 * @returns What looks for them once.
 */
export function finishRemovals(how: TakeDownOptions): () => Promise<void> {
  const {ledger, say} = how.context
  const waiting = new Map<string, {until: number; pause: number}>()
  return async () => {
    for (const record of (await ledger.list()).records.filter(isServed)) {
      if (record.state === 'removing') await finish(record)
    }
  }

  async function finish({shareID, sessionID}: {shareID: string; sessionID: string}): Promise<void> {
    const {until, pause} = waiting.get(shareID) ?? {until: 0, pause: firstPause}
    // Somebody may be at it just now.
    if (performance.now() < until || (await ledger.isLocked(sessionID))) return
    waiting.set(shareID, {
      until: performance.now() + pause,
      pause: Math.min(pause * 2, longestPause),
    })
    try {
      await takeDown(how, shareID)
      waiting.delete(shareID)
      say(`${shareID}: taken down`)
    } catch (error) {
      if (!(error instanceof SessionpressError)) throw error
      say(`${shareID}: not taken down. ${error.message}`)
    }
  }
}
