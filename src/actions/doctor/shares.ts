import type {Configuration} from '../../config/configuration.js'
import {SessionpressError} from '../../errors.js'
import type {Ledger} from '../../ledger/ledger.js'
import {
  type ActiveRecord,
  formerBeside,
  isActive,
  isAnnounced,
  receiptOfAll,
} from '../../ledger/record.js'
import {inspectOne} from '../../targets/types.js'
import {carryOut} from '../carry-out.js'
import {currentDestination} from '../current-destination.js'
import {replaceShare} from '../replace.js'
import {settle} from '../settle.js'
import {askingOnce} from '../take-down.js'
import type {Surroundings} from '../types.js'
import {type Found, hintedAt, type ProblemKind} from './found.js'

interface SharesContext {
  ledger: Ledger
  /** The project's, where it can be read. */
  configuration: Configuration | undefined
  surroundings: Surroundings
  onNote: (note: string) => void
}

/** Publications and removals that did not come to their end, and what they left. Changes nothing by itself. */
export async function checkShares(context: SharesContext): Promise<Found[]> {
  const {ledger, onNote} = context
  const found: Found[] = []
  for (const record of (await ledger.list()).records.filter(isActive)) {
    const what = describeUnfinished(record)
    if (!what) continue
    if (await ledger.isLocked(record.sessionID)) {
      onNote(`Another sessionpress is at \`${record.shareID}\` just now.`)
      continue
    }
    const [kind, message] = what
    const {shareID, target} = record
    const mend = () =>
      record.state === 'removing' ? finishRemoval(record, context) : finish(record, context)
    found.push({kind, message, shareID, target: target.name, mend})
  }
  return found
}

function describeUnfinished(record: ActiveRecord): [ProblemKind, string] | undefined {
  const {state, target, leftovers, replaces, title} = record
  const place = `\`${target.name}\``
  if (isAnnounced(record)) return undefined
  if (state === 'publishing') {
    const doing = record.previous ? 'An update of' : 'The publication of'
    return ['publication', `${doing} "${title}" at ${place} was cut short.`]
  }
  if (state === 'removing') {
    return ['removal', `The removal of "${title}" from ${place} did not come to its end.`]
  }
  if (replaces !== undefined) {
    const message = `"${title}" at ${place} has a new link, and the old one is not known to be gone.`
    return ['replaced', message]
  }
  if (!leftovers) return undefined
  const files = leftovers.length === 1 ? 'One file' : `${leftovers.length} files`
  return ['leftovers', `${files} of other versions may lie beside "${title}" at ${place}.`]
}

/** Finish a publication or roll it back, by what lies there; then take away what it left. */
async function finish({shareID, sessionID}: ActiveRecord, context: SharesContext): Promise<string> {
  const {ledger, surroundings, onNote} = context
  const release = await ledger.lock(sessionID)
  try {
    const begun = await ledger.read(shareID)
    if (!begun || !isActive(begun) || begun.state === 'removing') return 'Somebody else ended it.'
    const record = begun.state === 'publishing' ? await judge(begun, context) : begun
    if (!record) return 'Nothing of it is online, and it is forgotten.'
    const clean = await clearLeftovers(record, context)
    await replaceShare(clean, ledger, surroundings, onNote)
    if (begun.state !== 'publishing') return 'They are gone.'
    const isNew = record.receipt === begun.receipt
    return isNew ? 'All of it is online.' : 'The earlier version is online, whole.'
  } finally {
    await release()
  }
}

async function judge(
  begun: ActiveRecord,
  {ledger, configuration, surroundings}: SharesContext,
): Promise<ActiveRecord | undefined> {
  const {target} = currentDestination(begun, configuration, surroundings)
  const settled = await settle(begun, ledger, target)
  if (settled?.state !== 'publishing') return settled
  if (settled.previous) throw mixed(settled)
  // It was never whole, so that nobody has its address: what lies there goes.
  await target.remove([receiptOfAll(settled)])
  const gone = await settle(settled, ledger, target)
  if (gone?.state === 'publishing') throw mixed(gone)
  return gone
}

async function clearLeftovers(
  record: ActiveRecord,
  {ledger, configuration, surroundings}: SharesContext,
): Promise<ActiveRecord> {
  const {leftovers, ...rest} = record
  if (!leftovers) return record
  const named = new Set(record.receipt.files.map(({path}) => path))
  const files = leftovers.filter(({path}) => !named.has(path))
  const beside = {...record.receipt, files}
  const {target} = currentDestination(record, configuration, surroundings)
  if (files.length > 0) await target.remove([beside])
  if (!(await inspectOne(target, beside)).isGone) throw partlyThere(record)
  const clean = {...rest, ...formerBeside(record)}
  await ledger.write(clean)
  return clean
}

async function finishRemoval(
  record: ActiveRecord,
  {ledger, configuration, surroundings, onNote}: SharesContext,
): Promise<string> {
  const destination = currentDestination(record, configuration, surroundings)
  const [end] = await carryOut(
    {destination, tasks: [{type: 'recorded', record, destination}]},
    ledger,
    {isDryRun: false, ...askingOnce({surroundings, onWarning: onNote})},
  )
  if (end?.status !== 'fulfilled') throw hintedAt(end?.reason, record.shareID)
  return 'It is gone now.'
}

function mixed({sessionID, shareID, target, receipt}: ActiveRecord): SessionpressError {
  return new SessionpressError(
    'PUBLISH_PARTIAL',
    `Some files at ${receipt.url} are of the earlier version and some of the new one.`,
    {
      hint: `Run \`sessionpress share ${sessionID} --to ${target.name}\` to bring it up to date, or \`sessionpress unshare ${shareID}\` to take it down.`,
    },
  )
}

function partlyThere({receipt}: ActiveRecord): SessionpressError {
  return new SessionpressError(
    'REMOVE_PARTIAL',
    `Not all of what lies beside ${receipt.url} could be removed.`,
    {hint: 'Run this again.'},
  )
}
