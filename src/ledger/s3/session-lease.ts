import {randomBytes} from 'node:crypto'
import os from 'node:os'
import process from 'node:process'
import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../../errors.js'
import {type LeaseHolder, readSession, type SessionObject, writeSession} from './session-object.js'
import type {StateBucket} from './state-bucket.js'

/** The lock of one session, which ends by itself where its holder does not renew it. */
export interface Lease {
  /**
   * See that it is held still, and change which shares the session has. The server is asked unless
   * that was just so.
   *
   * @throws SessionpressError `LEDGER_LOCKED` where somebody else took it over
   */
  confirm(change?: (shares: readonly string[]) => readonly string[]): Promise<void>
  release(): Promise<void>
}

interface TakeLeaseOptions {
  /** Milliseconds to wait for another one. */
  wait: number
  /** Milliseconds after which a lease that was not renewed is over. */
  length: number
}

/**
 * Take the lock of a session. Nobody's clock counts but the server's, which says how long ago the
 * lease was written.
 *
 * @throws SessionpressError `LEDGER_LOCKED`
 */
export async function takeLease(
  bucket: StateBucket,
  sessionID: string,
  {wait, length}: TakeLeaseOptions,
): Promise<Lease> {
  const holder = {token: randomBytes(8).toString('hex'), pid: process.pid, host: os.hostname()}
  const end = performance.now() + wait
  for (let pause = 50; ; pause = Math.min(pause * 1.5, 500)) {
    const found = await readSession(bucket, sessionID)
    const begun = performance.now()
    if (!isHeld(found, length)) {
      const etag = await writeSession(bucket, sessionID, {...found, holder})
      if (etag !== undefined)
        return hold(bucket, sessionID, {...found, holder, etag}, begun, length)
    }
    if (performance.now() >= end) throw locked(sessionID, describe(found.holder), length)
    await sleep(pause * (0.5 + Math.random()))
  }
}

/** Whether somebody works on a session. Servers tell times in whole seconds, so it ends a little late. */
export function isHeld({holder, age}: SessionObject, length: number): boolean {
  return holder !== undefined && age <= length + 2_000
}

function hold(
  bucket: StateBucket,
  sessionID: string,
  taken: SessionObject & {holder: LeaseHolder},
  begun: number,
  length: number,
): Lease {
  let {etag, shares} = taken
  let renewed = begun
  let isLost = false
  let queue: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => void inTurn(() => renew(shares)).catch(() => {}), length / 3)
  timer.unref() // What is not renewed in time, or fails, is seen by the next `confirm`.

  return {
    confirm: (change = (same) => same) =>
      inTurn(async () => {
        const next = change(shares)
        if (next !== shares || isLost || performance.now() - renewed > length / 2)
          await renew(next, change)
      }),

    async release() {
      clearInterval(timer)
      // Where this fails the lease ends by itself, and what was done under it is done.
      await inTurn(letGo).catch(() => {})
    },
  }

  async function letGo(): Promise<void> {
    while (!isLost && !(await put(undefined, shares)));
  }

  function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = queue.then(act)
    queue = turn.catch(() => {}) // Its caller is told.
    return turn
  }

  async function renew(
    next: readonly string[],
    change: (shares: readonly string[]) => readonly string[] = (same) => same,
  ): Promise<void> {
    while (!isLost) {
      const start = performance.now()
      if (await put(taken.holder, next)) {
        renewed = start
        return
      }
      next = change(shares)
    }
    throw lost(sessionID)
  }

  /** Gives `false` where the object was another one by now, and is known as it is now. */
  async function put(holder: LeaseHolder | undefined, next: readonly string[]): Promise<boolean> {
    const own = await writeSession(bucket, sessionID, {holder, shares: next, etag})
    if (own !== undefined) {
      etag = own
      shares = next
      return true
    }
    const found = await readSession(bucket, sessionID)
    isLost = found.holder?.token !== taken.holder.token
    etag = found.etag
    shares = found.shares
    return false
  }
}

/** The error for a session that somebody else works on. */
export function locked(sessionID: string, who: string, length: number): SessionpressError {
  return new SessionpressError(
    'LEDGER_LOCKED',
    `Another sessionpress works on \`${sessionID}\`: ${who}.`,
    {hint: `Run this again; the lock of one that has died ends ${length / 1000} s after that.`},
  )
}

function describe(holder: LeaseHolder | undefined): string {
  return holder ? `process ${holder.pid} on \`${holder.host}\`` : 'one that came at the same time'
}

function lost(sessionID: string): SessionpressError {
  return new SessionpressError(
    'LEDGER_LOCKED',
    `Another sessionpress works on \`${sessionID}\` by now: this one did not answer for too long.`,
    {hint: 'Run this again.'},
  )
}
