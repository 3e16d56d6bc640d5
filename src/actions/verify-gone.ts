import {SessionpressError} from '../errors.js'
import {isPublic} from '../targets/ask-address.js'
import type {Receipt} from '../targets/types.js'
import {verify} from '../targets/verify.js'
import {describeServed} from './describe-served.js'
import type {TakeDownOptions} from './take-down.js'

/**
 * Ask the public address of a share that was removed whether it is served. What lies at a file's
 * address was looked at already.
 *
 * @throws SessionpressError `REMOVE_UNVERIFIED` that says what is still served, by whom and until
 * when, or why it could not be asked
 */
export async function verifyGone(
  receipt: Receipt,
  {target, surroundings, onWarning}: TakeDownOptions,
): Promise<void> {
  if (!isPublic(receipt.url)) return
  const verdict = await verify(target, receipt, 'gone', surroundings.fetch)
  switch (verdict.type) {
    case 'holds':
      if (verdict.note) onWarning(verdict.note)
      return
    case 'served':
      throw unverified(`The files are removed, but ${describeServed(verdict.answers)}`, {
        hint: 'Run this again with `--wait`, or clear the cache that serves it.',
      })
    case 'unknown':
      throw unverified(
        `The files are removed, but whether ${verdict.address} is gone could not be asked: ${verdict.why}.`,
        {
          hint: 'Run this again with `--wait`; where nobody here can ask that address, with `--no-verify`.',
        },
      )
  }
}

function unverified(message: string, options: {hint: string}): SessionpressError {
  return new SessionpressError('REMOVE_UNVERIFIED', message, options)
}
