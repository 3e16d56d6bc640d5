import type {NativeSession} from '../../session/native.js'
import type {LedgerOptions, ShareStatus} from '../types.js'
import {type Shared, shareByItself} from './share-by-itself.js'
import {takeDownDeleted} from './take-down-deleted.js'

/**
 * What a shell says of a session when its turn has come: `later` asks for another turn, `empty` has
 * nothing to show yet, and `nothing` is there or meant.
 */
export type Reading = NativeSession | 'later' | 'empty' | 'nothing'

export interface KeeperOptions extends LedgerOptions {
  /** Reads a session, trimmed, with everything that belongs to it. */
  read(sessionID: string): Promise<Reading>
  /** Milliseconds without a change after which a session is looked at. @default 1000 */
  calm?: number
  /** Told what came of a session. @default nobody is told */
  onShared?(sessionID: string, shared: Shared): void
  /** Told what was taken down with a session. @default nobody is told */
  onTakenDown?(sessionID: string, gone: ShareStatus[]): void
  /** Told of a session that could not be shared or taken down. It is tried again when it changes. @default nobody is told */
  onFailed?(sessionID: string, error: unknown): void
}

/** Keeps shares current while sessions change: one after the other, and never twice at once. */
export interface Keeper {
  /** A session has changed, or rests. */
  touch(sessionID: string): void
  /** A session was deleted, in this folder. */
  drop(sessionID: string, directory: string | undefined): void
  /** Do at once what waits, and let everything come to its end. */
  settle(): Promise<void>
  /** Forget what waits, and let what is going on come to its end. */
  stop(): Promise<void>
}

/** A keeper that knows of no session yet. Nothing that it does is thrown at whoever feeds it. */
export function createKeeper(options: KeeperOptions): Keeper {
  const {calm = 1000, onShared, onTakenDown, onFailed} = options
  const waiting = new Map<string, NodeJS.Timeout>()
  const deleted = new Set<string>()
  let running = Promise.resolve()
  let isEnding = false

  return {
    touch: (sessionID) => touch(sessionID),
    drop(sessionID, directory) {
      forget(sessionID)
      deleted.add(sessionID)
      enqueue(sessionID, async () => {
        const gone = await takeDownDeleted(sessionID, located(options, directory))
        // It may be imported again, under the same id.
        deleted.delete(sessionID)
        if (gone.length > 0) onTakenDown?.(sessionID, gone)
      })
    },
    async settle() {
      isEnding = true
      for (const sessionID of [...waiting.keys()]) begin(sessionID)
      await idle()
    },
    async stop() {
      isEnding = true
      for (const sessionID of [...waiting.keys()]) forget(sessionID)
      await idle()
    },
  }

  function touch(sessionID: string, after = calm): void {
    if (deleted.has(sessionID)) return
    forget(sessionID)
    if (isEnding) {
      begin(sessionID)
      return
    }
    const timer = setTimeout(() => begin(sessionID), after)
    timer.unref?.()
    waiting.set(sessionID, timer)
  }

  function forget(sessionID: string): void {
    clearTimeout(waiting.get(sessionID))
    waiting.delete(sessionID)
  }

  function begin(sessionID: string): void {
    forget(sessionID)
    enqueue(sessionID, async () => {
      if (deleted.has(sessionID)) return
      const started = performance.now()
      const native = await options.read(sessionID)
      // A long session is read less often.
      const pause = Math.max(calm, 4 * (performance.now() - started))
      if (native === 'later' && !isEnding) touch(sessionID, pause)
      if (typeof native === 'string') return
      onShared?.(sessionID, await shareByItself(native, located(options, undefined)))
    })
  }

  /** What is done last may bring more. */
  async function idle(): Promise<void> {
    for (let last: Promise<void> | undefined; last !== running; ) {
      last = running
      await last
    }
  }

  function enqueue(sessionID: string, work: () => Promise<void>): void {
    running = running.then(work).catch((error: unknown) => onFailed?.(sessionID, error))
  }
}

/** A deleted session obeys the files of the folder that it was made in. */
function located(
  {state, surroundings, onWarning}: LedgerOptions,
  directory: string | undefined,
): LedgerOptions {
  return {
    ...(state !== undefined && {state}),
    ...(onWarning && {onWarning}),
    surroundings: {...surroundings, ...(directory !== undefined && {cwd: directory})},
  }
}
