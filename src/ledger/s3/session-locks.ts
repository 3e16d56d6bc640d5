import {setTimeout as sleep} from 'node:timers/promises'
import type {LockOptions} from '../lock.js'
import {isHeld, type Lease, locked, takeLease} from './session-lease.js'
import {readSession, writeSession} from './session-object.js'
import type {StateBucket} from './state-bucket.js'

/** Locks of sessions, and which shares each session has. */
export interface SessionLocks {
  /** @throws SessionpressError `LEDGER_LOCKED` */
  take(sessionID: string, options?: LockOptions): Promise<() => Promise<void>>
  isTaken(sessionID: string): Promise<boolean>
  sharesOf(sessionID: string): Promise<readonly string[]>
  /**
   * See that a lock that was taken here is held still.
   *
   * @throws SessionpressError `LEDGER_LOCKED` where another instance took it over
   */
  confirm(sessionID: string): Promise<void>
  /** The same, and let a share be one of the session's. */
  enter(sessionID: string, shareID: string): Promise<void>
  /** The same, and let it be none of them any more. */
  leave(sessionID: string, shareID: string): Promise<void>
}

/** @param length Milliseconds after which a lock that is not renewed is over. */
export function createLocks(bucket: StateBucket, length: number): SessionLocks {
  /** Locks that are held here, or asked for: `undefined` while nobody has answered. */
  const own = new Map<string, Lease | undefined>()

  return {
    // Longer than a dead holder keeps the lock, so that whoever waits gets it.
    async take(sessionID, {wait = length + 15_000} = {}) {
      const end = performance.now() + wait
      // Who shares this process would be taken for the holder: only one asks at a time.
      while (own.has(sessionID)) {
        if (performance.now() >= end)
          throw locked(sessionID, 'another part of this process', length)
        await sleep(20 + Math.random() * 40)
      }
      own.set(sessionID, undefined)
      try {
        const left = Math.max(0, end - performance.now())
        const lease = await takeLease(bucket, sessionID, {wait: left, length})
        own.set(sessionID, lease)
        return async () => {
          if (own.get(sessionID) !== lease) return
          await lease.release()
          own.delete(sessionID)
        }
      } catch (error) {
        own.delete(sessionID)
        throw error
      }
    },

    isTaken: async (sessionID) => isHeld(await readSession(bucket, sessionID), length),
    sharesOf: async (sessionID) => (await readSession(bucket, sessionID)).shares,
    confirm: async (sessionID) => await own.get(sessionID)?.confirm(),
    enter: (sessionID, shareID) => change(sessionID, (shares) => withShare(shares, shareID)),
    leave: (sessionID, shareID) => change(sessionID, (shares) => withoutShare(shares, shareID)),
  }

  async function change(
    sessionID: string,
    edit: (shares: readonly string[]) => readonly string[],
  ): Promise<void> {
    const lease = own.get(sessionID)
    if (lease) return lease.confirm(edit)
    for (;;) {
      const found = await readSession(bucket, sessionID)
      const shares = edit(found.shares)
      if (shares === found.shares) return
      if ((await writeSession(bucket, sessionID, {...found, shares})) !== undefined) return
    }
  }
}

/** The very same list where nothing changes. */
function withShare(shares: readonly string[], shareID: string): readonly string[] {
  return shares.includes(shareID) ? shares : [...shares, shareID]
}

function withoutShare(shares: readonly string[], shareID: string): readonly string[] {
  return shares.includes(shareID) ? shares.filter((each) => each !== shareID) : shares
}
