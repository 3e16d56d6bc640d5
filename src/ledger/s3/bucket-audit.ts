import {SessionpressError} from '../../errors.js'
import {inParallel} from '../../system/in-parallel.js'
import {type AuditEvent, beginning, hashOf, lineOf} from '../audit.js'
import type {Ledger} from '../ledger.js'
import {findBroken} from '../verify-audit.js'
import type {StateBucket} from './state-bucket.js'

/**
 * The audit log in a bucket: one object a line, numbered from 1, one chain for all instances. Whoever
 * puts the next number there first has it; everybody else reads that line and goes on behind it.
 */
export function bucketAudit(bucket: StateBucket): Ledger['audit'] {
  /** The last line that is known here. */
  let end: {number: number; hash: string} | undefined
  let queue: Promise<unknown> = Promise.resolve()

  return {
    location: `${bucket.location}${folder}`,

    append(events) {
      // One after another: two calls of one instance need not race for a number.
      const turn = queue.then(() => appendAll(events))
      queue = turn.catch(() => {}) // Its caller is told; the next one goes on.
      return turn
    },

    async verify() {
      const names = (await bucket.list(folder)).map(({name}) => name)
      const missing = names.findIndex((name, index) => name !== nameOf(index + 1))
      const whole = missing < 0 ? names : names.slice(0, missing)
      const lines = await inParallel(whole, 16, (name) => read(name))
      const broken = findBroken(lines)
      if (broken || missing < 0) return broken
      return {line: missing + 1, why: 'it is missing'}
    },
  }

  async function appendAll(events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return bucket.expectUsable()
    end ??= await findEnd()
    for (const event of events) {
      for (;;) {
        const number: number = end.number + 1
        const line: Buffer = Buffer.from(lineOf(event, end.hash))
        const etag = await bucket.putIf(nameOf(number), line, undefined)
        end = {number, hash: hashOf(etag === undefined ? await read(nameOf(number)) : line)}
        if (etag !== undefined) break
      }
    }
  }

  /** Numbers have no gaps, so that a few questions find the last one of many. */
  async function findEnd(): Promise<{number: number; hash: string}> {
    let [least, most] = [0, 1]
    while (await bucket.has(nameOf(most))) [least, most] = [most, most * 2]
    while (most - least > 1) {
      const middle = Math.floor((least + most) / 2)
      if (await bucket.has(nameOf(middle))) least = middle
      else most = middle
    }
    return {number: least, hash: least === 0 ? beginning : hashOf(await read(nameOf(least)))}
  }

  async function read(name: string): Promise<Buffer> {
    const found = await bucket.get(name)
    if (found) return found.bytes
    throw new SessionpressError(
      'LEDGER_UNREADABLE',
      `The audit log \`${bucket.location}${folder}\` changes while it is read: \`${name}\` is gone.`,
      {hint: 'Find out who deletes there.'},
    )
  }
}

const folder = 'audit/'

function nameOf(number: number): string {
  return `${folder}${String(number).padStart(12, '0')}.json`
}
