import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../errors.js'
import {settleAll} from '../system/in-parallel.js'
import type {Presence, Receipt} from '../targets/types.js'
import {inspectEach, removeEach} from './one-by-one.js'
import type {TakeDownOptions} from './take-down.js'
import {verifyGone} from './verify-gone.js'

/**
 * Remove what receipts list, and see that it is gone: at the place, then at the public address,
 * where one that is still served is asked again until `wait` is over.
 *
 * @param onGone Called for each that is gone as soon as that is known, one at a time.
 * @returns What that gave, or why it is not known to be gone.
 */
export async function removeAndVerify<Item extends {receipt: Receipt}, Result>(
  items: readonly Item[],
  options: TakeDownOptions,
  onGone: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  if (items.length === 0) return []
  const receipts = items.map(({receipt}) => receipt)
  const {target, wait, interval, isAsked} = options
  const failures = await removeEach(target, receipts, options.onWarning)
  // What lies there decides: a removal that failed may have come far enough for some.
  const seen = await inspectEach(target, receipts)
  const finish = inTurn(onGone)
  const see = async ([index, item]: [number, Item]): Promise<Result> => {
    refuseWhatIsThere(item.receipt, seen[index], failures[index])
    if (isAsked) await verifyGone(item.receipt, options)
    return await finish(item)
  }

  const end = performance.now() + wait
  const results = await settleAll([...items.entries()], together, see)
  for (;;) {
    const open = [...items.entries()].filter(
      ([index]) => mayGo(results[index]) && !isUnverified(failures[index]),
    )
    if (open.length === 0 || performance.now() + interval > end) return results
    await sleep(interval)
    const again = await settleAll(open, together, see)
    for (const [at, [index]] of open.entries()) {
      const result = again[at]
      if (result) results[index] = result
    }
  }
}

/** Shares whose addresses are asked at once. */
const together = 6

/** What is served now may not be in a while. */
function mayGo(result: PromiseSettledResult<unknown> | undefined): boolean {
  return result?.status === 'rejected' && isUnverified(result.reason)
}

function isUnverified(error: unknown): boolean {
  return error instanceof SessionpressError && error.code === 'REMOVE_UNVERIFIED'
}

function inTurn<Item, Result>(
  act: (item: Item) => Promise<Result>,
): (item: Item) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve()
  return (item) => {
    const next = last.then(() => act(item))
    last = next.catch(() => {}) // Whoever waits for it is told.
    return next
  }
}

/** Throws why a share is not gone at its place, with what is online now. */
function refuseWhatIsThere(
  receipt: Receipt,
  seen: Presence | SessionpressError | undefined,
  failure: SessionpressError | undefined,
): void {
  const unseen = seen instanceof SessionpressError ? seen : undefined
  const presence = seen instanceof SessionpressError ? undefined : seen
  if (presence?.isReachable && presence.isGone) {
    // What is gone, and may come back when the machine starts again, is not removed.
    if (isUnverified(failure)) throw failure
    return
  }
  const error = failure ?? unseen ?? describeFailure(receipt, presence)
  const {hint = 'Run this again.'} = error
  const cause = failure && unseen ? new AggregateError([failure, unseen]) : error
  const message = `${error.message} ${describeOnline(receipt, presence)}`
  throw new SessionpressError(error.code, message, {hint, cause})
}

function describeOnline({url}: Receipt, presence: Presence | undefined): string {
  if (!presence?.isReachable) return `Whether ${url} is still online is not known.`
  const {present} = presence
  if (present.includes('index.html')) return `The page is still online at ${url}.`
  return `The page is gone; ${present.length} of its files are still there.`
}

function describeFailure({location}: Receipt, presence: Presence | undefined): SessionpressError {
  if (presence?.isReachable) {
    const message = `Not all of \`${location}\` could be removed: ${presence.present.join(', ')}.`
    return new SessionpressError('REMOVE_PARTIAL', message, {hint: 'Run this again.'})
  }
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The folder of \`${location}\` is not there.`,
    {
      hint: 'Mount the disk that it is on; if it was deleted with all that was in it, make it again, empty.',
    },
  )
}
