import {setTimeout as sleep} from 'node:timers/promises'
import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {type ActiveRecord, receiptOfAll, type Tombstone} from '../ledger/record.js'
import type {Receipt, Target} from '../targets/types.js'
import {askPage, isPublic, stillServed} from './ask-page.js'
import {note} from './share-audit.js'
import type {Surroundings} from './types.js'

export interface TakeDownOptions {
  target: Target
  surroundings: Surroundings
  /** Milliseconds to keep asking a page that is still served. */
  wait: number
  /** Milliseconds between two questions. */
  interval: number
  onWarning: (warning: string) => void
}

/**
 * Take one share down and record it: `removing` on disk, remove, see that it is
 * gone, tombstone. The caller holds the session's lock.
 *
 * @throws SessionpressError `TARGET_*`, `REMOVE_PARTIAL`, `REMOVE_UNVERIFIED`; the share stays in
 * state `removing`, and the message says what is online now.
 */
export async function takeDown(
  record: ActiveRecord,
  ledger: Ledger,
  options: TakeDownOptions,
): Promise<Tombstone> {
  const now = () => options.surroundings.now().toISOString()
  if (record.state !== 'removing') {
    await ledger.write({...record, state: 'removing', updatedAt: now()})
  }
  await removeAndVerify(receiptOfAll(record), options)

  const {version, shareID, sessionID, target, createdAt, expiresAt} = record
  const identity = {version, shareID, sessionID, target, createdAt, expiresAt}
  const tombstone: Tombstone = {...identity, state: 'removed', updatedAt: now()}
  await ledger.write(tombstone)
  const told = {time: tombstone.updatedAt, shareID, sessionID, target: target.name}
  await note(ledger, {event: 'unshare', ...told}, options.onWarning)
  return tombstone
}

/** Remove what a receipt lists, and return once it is known to be gone. */
export async function removeAndVerify(receipt: Receipt, options: TakeDownOptions): Promise<void> {
  const {target} = options
  try {
    if (!(await target.inspect(receipt)).isReachable) throw unreachable(receipt)
    await target.remove(receipt)
    const {isGone, present} = await target.inspect(receipt)
    if (!isGone) throw partlyRemoved(receipt, present)
  } catch (error) {
    throw await explainFailure(error, receipt, target)
  }
  if (isPublic(receipt.url)) await verifyGone(receipt.url, options)
}

async function verifyGone(url: string, options: TakeDownOptions): Promise<void> {
  const end = performance.now() + options.wait
  for (;;) {
    const answer = await askPage(url, options.surroundings.fetch)
    if (answer.type === 'gone') return
    if (answer.type === 'unknown') {
      options.onWarning(`Whether ${url} is gone could not be asked: ${answer.why}.`)
      return
    }
    if (performance.now() + options.interval > end) throw stillServed(answer)
    await sleep(options.interval)
  }
}

async function explainFailure(error: unknown, receipt: Receipt, target: Target): Promise<unknown> {
  if (!(error instanceof SessionpressError)) return error
  const {hint = 'Run this again.'} = error
  const notKnown = `Whether ${receipt.url} is still online is not known.`
  const {online, cause} = await target.inspect(receipt).then(
    ({isReachable, present}) => ({
      online: isReachable ? describe(present) : notKnown,
      cause: error,
    }),
    (failure: unknown) => ({
      online: notKnown,
      cause: new AggregateError([error, failure]),
    }),
  )
  return new SessionpressError(error.code, `${error.message} ${online}`, {hint, cause})

  function describe(present: string[]): string {
    if (present.includes('index.html')) return `The page is still online at ${receipt.url}.`
    return `The page is gone; ${present.length} of its files are still there.`
  }
}

function unreachable({location}: Receipt): SessionpressError {
  return new SessionpressError(
    'TARGET_UNAVAILABLE',
    `The folder of \`${location}\` is not there.`,
    {
      hint: 'Mount the disk that it is on; if it was deleted with all that was in it, make it again, empty.',
    },
  )
}

function partlyRemoved({location}: Receipt, present: string[]): SessionpressError {
  return new SessionpressError(
    'REMOVE_PARTIAL',
    `Not all of \`${location}\` could be removed: ${present.join(', ')}.`,
    {hint: 'Run this again.'},
  )
}
