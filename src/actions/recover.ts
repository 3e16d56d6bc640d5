import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import type {ActiveRecord} from '../ledger/record.js'
import {inspectOne, type Receipt, type Target} from '../targets/types.js'
import {settle} from './settle.js'

/**
 * After a publication that failed, bring the record in line with the place.
 * Returns when everything is there after all, such as when only the answer was
 * lost; else, and where the place does not vouch for it, throws the error with what is online now.
 */
export async function recover(
  error: unknown,
  intent: ActiveRecord,
  ledger: Ledger,
  target: Target,
): Promise<void> {
  const {settled, failure} = await settle(intent, ledger, target).then(
    (settled) => ({settled, failure: undefined}),
    (failure: unknown) => ({settled: intent, failure}),
  )
  // A bug, or the person who broke off: that is what has to be told, and the ledger has the rest.
  if (!(error instanceof SessionpressError)) throw error
  const isNew = settled?.state === 'live' && settled.receipt === intent.receipt
  const isClean = isNew && (await hasNoLeftovers(settled, target))
  // What is there and may not stay is no success.
  if (isClean && error.code !== 'PUBLISH_UNVERIFIED') return

  // Where the place cannot even be asked, why not is what has to be told.
  const isPartial = !failure && (isNew || settled?.state === 'publishing')
  const code = isPartial && error.code !== 'PUBLISH_UNVERIFIED' ? 'PUBLISH_PARTIAL' : error.code
  const {hint = 'Run this again.'} = error
  const online = failure
    ? `What is online at ${intent.receipt.url} is not known.`
    : describeOnline(settled, intent.receipt, isClean)
  const cause = failure ? new AggregateError([error, failure]) : error
  throw new SessionpressError(code, `${error.message} ${online}`, {hint, cause})
}

async function hasNoLeftovers(
  {receipt, leftovers = []}: ActiveRecord,
  target: Target,
): Promise<boolean> {
  return (await inspectOne(target, {...receipt, files: leftovers})).isGone
}

function describeOnline(
  settled: ActiveRecord | undefined,
  planned: Receipt,
  isClean: boolean,
): string {
  if (!settled) return 'Nothing is online.'
  const {url} = planned
  if (settled.state !== 'live') return `What is online at ${url} may be incomplete.`
  if (settled.receipt !== planned) return `The earlier version is still online at ${url}.`
  if (isClean) return `The new version is online at ${url}.`
  return `The new version is online at ${url}, and so are files of the earlier one.`
}
