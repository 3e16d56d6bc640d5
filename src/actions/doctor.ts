import {SessionpressError} from '../errors.js'
import type {Ledger} from '../ledger/ledger.js'
import {checkConfiguration} from './doctor/configuration.js'
import {type Found, foundFrom, type Problem, tellFound} from './doctor/found.js'
import {type Orphan, tellOrphans} from './doctor/orphans.js'
import {checkPlaces} from './doctor/places.js'
import {checkShares} from './doctor/shares.js'
import {checkRemains, checkStateFolder} from './doctor/state-folder.js'
import {openLedgerOf} from './open-ledger-of.js'
import {resolveSurroundings} from './surroundings.js'
import type {LedgerOptions, Surroundings} from './types.js'

export interface DoctorOptions extends LedgerOptions {
  /** Mend what can be mended, orphans aside. Without, nothing is changed. @default false */
  fix?: boolean
  /**
   * With `fix`, remove orphans too. Only where nobody else publishes there: the ledger of another
   * machine or person may know them.
   *
   * @default false
   */
  orphans?: boolean
  /** Asks a person whether these orphans shall go. @default nobody is asked, and they go */
  confirmOrphans?: (orphans: Orphan[]) => Promise<boolean>
  /** Milliseconds that one target may take to answer. @default 30000 */
  patience?: number
}

/** What `doctor` does where nothing else is asked for. */
export const doctorDefaults = {
  fix: false,
  orphans: false,
  patience: 30_000,
} as const satisfies DoctorOptions

/** What `doctor` found. All is well where every problem is fixed. */
export interface Diagnosis {
  problems: Problem[]
  /** What is worth knowing and no problem, each as a sentence. */
  notes: string[]
}

/**
 * Look whether configuration, ledger and targets are as they should be, and mend them on request:
 * publications that were cut short are finished or rolled back, removals brought to their end, and
 * what killed runs left is taken away. Several of these may run at once.
 *
 * @throws SessionpressError `USAGE_INVALID` for `orphans` without `fix`; everything else is a problem
 */
export async function doctor(options: DoctorOptions = {}): Promise<Diagnosis> {
  const surroundings = resolveSurroundings(options.surroundings)
  const {fix, orphans, patience} = {...doctorDefaults, ...options}
  if (orphans && !fix) throw orphansAlone()
  const notes: string[] = []
  const problems: Problem[] = []
  const onNote = (note: string) => void notes.push(note)
  const tell = async (step: string, found: readonly Found[]) => {
    for (const [done, each] of found.entries()) {
      options.onProgress?.({step, done, total: found.length})
      problems.push(await tellFound(each, fix))
    }
  }

  const {configuration, ...said} = await checkConfiguration(surroundings)
  notes.push(...said.notes)
  await tell('reading the configuration', said.found)
  const [ledger, broken] = await openSoundLedger(options, surroundings)
  await tell('looking through the ledger', broken)
  if (ledger) {
    await tell('mending shares', await checkShares({ledger, configuration, surroundings, onNote}))
    await tell('clearing up', await checkRemains(ledger))
    if (ledger.folder === undefined) notes.push(describeBucket(ledger))
  }

  options.onProgress?.({step: 'asking targets'})
  const records = ledger ? (await ledger.list()).records : []
  const asked = {configuration, records, surroundings, patience, onNote}
  const {places, found} = await checkPlaces(asked)
  await tell('asking targets', found)
  // Where no ledger can be read, everything would look like an orphan.
  if (ledger) {
    const agree = async (found: Orphan[]) =>
      fix && orphans && ((await options.confirmOrphans?.(found)) ?? true)
    problems.push(...(await tellOrphans(places, agree, {ledger, surroundings, patience, onNote})))
  }
  return {problems, notes}
}

/** The ledger, where it can be read as a whole, and what is wrong with it. */
async function openSoundLedger(
  options: DoctorOptions,
  surroundings: Surroundings,
): Promise<[ledger: Ledger | undefined, Found[]]> {
  try {
    const ledger = openLedgerOf(options, surroundings)
    const found = await checkStateFolder(ledger)
    const isUsable = !found.some(({kind}) => kind === 'state-folder')
    return [isUsable ? ledger : undefined, found]
  } catch (error) {
    return [undefined, [foundFrom(error, {kind: 'state-folder'})]]
  }
}

function describeBucket({shelf}: Ledger): string {
  return `\`${shelf.location}\` is no folder of this machine: who may read there was asked now, and can change at any time; locks of runs that died end by themselves and were not looked for.`
}

function orphansAlone(): SessionpressError {
  return new SessionpressError('USAGE_INVALID', '`--orphans` needs `--fix`', {
    hint: 'Leave it out to see what there is, or write `--fix --orphans`.',
  })
}
