import {setImmediate} from 'node:timers/promises'
import type {Session} from '../session/model.js'
import type {CommonOptions} from './types.js'

/** Tell how far the page is, and let Ctrl-C through now and then: rendering itself never waits. */
export function pageProgress(session: Session, {onProgress}: CommonOptions) {
  const total = session.turns.length
  let paused = performance.now()

  return {
    async onTurn(done: number): Promise<void> {
      onProgress?.({step: 'writing the page', done, total})
      await pause()
    },
    async *through(pieces: AsyncIterable<string>): AsyncGenerator<string> {
      for await (const piece of pieces) {
        yield piece
        await pause()
      }
    },
  }

  async function pause(): Promise<void> {
    if (performance.now() - paused < 50) return
    await setImmediate()
    paused = performance.now()
  }
}
