import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../errors.js'
import {isPublic, type Served} from '../targets/ask-address.js'
import type {Receipt} from '../targets/types.js'
import {type Verdict, verify} from '../targets/verify.js'
import type {TakeDownOptions} from './take-down.js'

/**
 * Ask the public address of a share that was removed until it does not serve it.
 *
 * @throws SessionpressError `REMOVE_UNVERIFIED` that says what is still served, by whom and until
 * when, or why it could not be asked
 */
export async function verifyGone(receipt: Receipt, options: TakeDownOptions): Promise<void> {
  // What lies at a file's address was looked at already.
  if (!isPublic(receipt.url)) return
  const {target, surroundings, wait, interval, onWarning} = options
  const end = performance.now() + wait
  for (;;) {
    const verdict = await verify(target, receipt, 'gone', surroundings.fetch)
    if (verdict.type === 'holds') {
      if (verdict.note) onWarning(verdict.note)
      return
    }
    if (performance.now() + interval > end) throw explain(verdict)
    await sleep(interval)
  }
}

function explain(verdict: Exclude<Verdict, {type: 'holds'}>): SessionpressError {
  if (verdict.type === 'served') return stillServed(verdict.answer)
  const {address, why} =
    verdict.type === 'unknown' ? verdict : {address: 'The page', why: `${verdict.status}`}
  return new SessionpressError(
    'REMOVE_UNVERIFIED',
    `The files are removed, but whether ${address} is gone could not be asked: ${why}.`,
    {
      hint: 'Run this again with `--wait`; where nobody can ask that address, with `--no-verify`.',
    },
  )
}

function stillServed({status, address, by, until}: Served): SessionpressError {
  const who = by ? ` (${by})` : ''
  const caches = until
    ? ` Caches may serve it until ${until.toISOString()}.`
    : ' It does not say for how long.'
  return new SessionpressError(
    'REMOVE_UNVERIFIED',
    `The files are removed, but ${address} still answers ${status}${who}.${caches}`,
    {hint: 'Run this again with `--wait`, or clear the cache that serves it.'},
  )
}
