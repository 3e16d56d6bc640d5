import {SessionpressError} from '../../errors.js'
import type {Ledger} from '../../ledger/ledger.js'
import {isActive, type ShareRecord} from '../../ledger/record.js'
import {carryOut} from '../carry-out.js'
import {within} from '../check-target.js'
import {type Destination, liesAt} from '../destination.js'
import {readShareID} from '../find-shares.js'
import type {RemovalTask} from '../removal-tasks.js'
import {askingOnce} from '../take-down.js'
import type {Surroundings} from '../types.js'
import {foundFrom, hintedAt, type Problem, tellFound} from './found.js'
import type {Place} from './places.js'

/** A share at a target that this ledger does not know as being there. */
export interface Orphan {
  shareID: string
  /** Name of the target as configured, or the folder. */
  target: string
  /** When the ledger saw it removed, ISO 8601, UTC; `null` where it never knew it. */
  removedAt: string | null
}

interface OrphansContext {
  ledger: Ledger
  surroundings: Surroundings
  /** Milliseconds that one target may take to answer. */
  patience: number
  onNote: (note: string) => void
}

/** Whether orphans are removed. Without, they are only told of. */
export type Agreement = (orphans: Orphan[]) => Promise<boolean>

interface FoundOrphan extends Orphan {
  destination: Destination
}

/** Find what lies at the places and is in no record, and remove it where that is agreed to. */
export async function tellOrphans(
  places: readonly Place[],
  agree: Agreement,
  context: OrphansContext,
): Promise<Problem[]> {
  const problems: Problem[] = []
  const orphans: FoundOrphan[] = []
  for (const {destination, isUsed, isReachable} of places) {
    if (!isReachable || !destination.target.abilities.canList) continue
    try {
      orphans.push(...(await findOrphans(destination, context)))
    } catch (error) {
      const about = {kind: 'target', target: destination.name} as const
      const found = foundFrom(error, about)
      if (isUsed) problems.push(await tellFound(found, false))
      else context.onNote(`What lies at \`${destination.name}\` is not known: ${found.message}`)
    }
  }
  const known = orphans.map(({destination: _, ...orphan}) => orphan)
  const isAgreed = known.length > 0 && (await agree(known))
  if (!isAgreed) return [...problems, ...orphans.map((orphan) => describe(orphan))]
  for (const {destination} of places) {
    const here = orphans.filter((orphan) => orphan.destination === destination)
    problems.push(...(await removeOrphans(here, destination, context)))
  }
  return problems
}

/**
 * The place is asked first and the ledger afterwards: whoever publishes meanwhile writes into the
 * ledger before anything is there.
 */
async function findOrphans(
  destination: Destination,
  {ledger, patience, onNote}: OrphansContext,
): Promise<FoundOrphan[]> {
  const names = await within(patience, destination.target.list())
  const known = new Set(await ledger.ids())
  const records = new Map((await ledger.list()).records.map((each) => [each.shareID, each]))
  const orphans: FoundOrphan[] = []
  for (const shareID of names.filter((name) => readShareID(name) === name)) {
    const record = records.get(shareID)
    // What a damaged record tells of is known.
    if (!record && known.has(shareID)) continue
    if (record && isActive(record)) {
      if (!liesAt(record, destination)) onNote(describeTwice(record, destination))
      continue
    }
    // It may have been removed since the place was asked.
    if (record && !(await within(patience, destination.target.find(shareID)))) continue
    const {name: target} = destination
    orphans.push({shareID, target, removedAt: record?.updatedAt ?? null, destination})
  }
  return orphans
}

async function removeOrphans(
  orphans: readonly FoundOrphan[],
  destination: Destination,
  {ledger, surroundings, onNote}: OrphansContext,
): Promise<Problem[]> {
  const tasks: RemovalTask[] = orphans.map(({shareID}) => ({type: 'found', shareID, destination}))
  if (tasks.length === 0) return []
  const how = askingOnce({surroundings, onWarning: onNote})
  const ends = await carryOut({destination, tasks}, ledger, {isDryRun: false, ...how})
  return orphans.map((orphan, index) => {
    const end = ends[index]
    if (end?.status === 'fulfilled') return describe(orphan, 'It is removed now.')
    const {shareID, target} = orphan
    const reason = hintedAt(end?.reason, `${shareID} --to ${target}`)
    if (reason instanceof SessionpressError) return describe(orphan, undefined, reason)
    throw reason
  })
}

function describe(
  {shareID, target, removedAt}: Orphan,
  done?: string,
  failure?: SessionpressError,
): Problem {
  const what =
    removedAt === null
      ? `\`${shareID}\` lies at \`${target}\` and is not in this ledger; that of another machine or person may know it.`
      : `\`${shareID}\` lies at \`${target}\` again, although it was removed at ${removedAt}.`
  const hint = `Ask who else publishes there; to remove it, run \`sessionpress unshare ${shareID} --to ${target}\`, or \`sessionpress doctor --fix --orphans\` for all of them.`
  return {
    kind: 'orphan',
    message: [what, done ?? failure?.message].filter(Boolean).join(' '),
    hint: done === undefined ? (failure?.hint ?? hint) : null,
    target,
    shareID,
    fixed: done !== undefined,
  }
}

function describeTwice({shareID, target}: ShareRecord, {name}: Destination): string {
  return `\`${shareID}\` of \`${target.name}\` lies at \`${name}\` too: a copy, or the same place by another name.`
}
