import path from 'node:path'
import {type Configuration, readConfiguration} from '../config/configuration.js'
import {stateFolder} from '../config/folders.js'
import {checkPolicy} from '../config/policy.js'
import {SessionpressError} from '../errors.js'
import {type Ledger, openLedger} from '../ledger/ledger.js'
import type {Finding} from '../session/finding.js'
import {targetSchemas} from '../targets/registry.js'
import {type Claim, claimShare} from './claim.js'
import {chooseDestination, type Destination} from './destination.js'
import {type Prepared, prepare} from './prepare.js'
import {publishShare} from './publish.js'
import {replaceShare} from './replace.js'
import {describeNothing, describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, LedgerOptions, ShareStatus, Surroundings} from './types.js'

/** What a person should know before something is public. */
export interface ShareReview {
  sessionID: string
  title: string
  /** Name of the target as configured, or the folder. */
  target: string
  /** Where it will be read. */
  url: string
  findings: Finding[]
  counts: Prepared['counts']
  /** Files that will be public. */
  files: {path: string; size: number}[]
  bytes: number
}

export interface ShareOptions extends ContentOptions, LedgerOptions {
  /** Name of a configured target, or a folder. @default the configuration's `target` */
  to?: string
  /** Do everything except write to the target and the ledger. @default false */
  dryRun?: boolean
  /** Publish under a new link and take the old one down. @default false */
  newLink?: boolean
  /** Publish without asking. @default false */
  yes?: boolean
  /** Asks a person before the first publication of a session to a target. @default nobody is asked, so `yes` is needed */
  confirm?: (review: ShareReview) => Promise<boolean>
  /** Asks a person for a target's name or a folder when none is configured. @default nobody is asked */
  chooseTarget?: (names: string[]) => Promise<string | undefined>
  /** Renders the session. @default `prepare` */
  prepare?: typeof prepare
}

/** What `share` does where nothing else is asked for. */
export const shareDefaults = {
  dryRun: false,
  newLink: false,
  yes: false,
} as const satisfies ShareOptions

/**
 * Publish a session, or bring its share up to date under the same link.
 *
 * @param session Id, unique prefix of one, file, `-`, `latest`; nothing means the project's newest.
 * @throws SessionpressError `SHARE_DISABLED`, `REVIEW_NEEDED`, `CONFIG_*`, `SESSION_*`, `SOURCE_*`,
 * `TARGET_*`, `LEDGER_*`, `PUBLISH_*`
 */
export async function share(
  session: string | undefined,
  options: ShareOptions = {},
): Promise<ShareStatus> {
  const surroundings = resolveSurroundings(options.surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {dryRun, newLink} = {...shareDefaults, ...options}

  const configuration = await readConfiguration({...surroundings, targetSchemas})
  await refuseDisabled(configuration, surroundings, onWarning)
  const destination = await chooseDestination({
    to: options.to,
    session,
    configuration,
    surroundings,
    chooseTarget: options.chooseTarget,
  })
  const ledger = openLedgerOf(options, surroundings)

  // The id of the session, which its lock and its link hang on, is only known while it is loaded.
  const held: {claim?: Claim; prepared?: Prepared} = {}
  const claim = async (sessionID: string): Promise<string> => {
    const known = {ledger, destination, sessionID, newLink, isDryRun: dryRun, onWarning}
    held.claim = await claimShare(known)
    return held.claim.shareID
  }
  try {
    const prepared = await (options.prepare ?? prepare)(session, {
      ...options,
      surroundings,
      shareID: claim,
    })
    held.prepared = prepared
    if (!held.claim) throw new Error('`prepare` did not ask for the share id.')
    await refuseDisabledBySession(prepared, surroundings, onWarning)

    const {existing, shareID, replaces} = held.claim
    if (dryRun) return describePlan(held.claim, prepared, destination)
    if (!existing && replaces === undefined) {
      await review(prepared, shareID, destination, configuration, options)
    }
    options.onProgress?.({step: 'publishing'})
    const {sessionID, title, findings, bundle} = prepared
    const what = {shareID, sessionID, title, findings, bundle, existing, replaces}
    const live = await publishShare({...what, ledger, destination, now: surroundings.now()})
    return describeRecord(await replaceShare(live, ledger, surroundings, onWarning))
  } finally {
    await held.prepared?.dispose()
    await held.claim?.release()
  }
}

/** The ledger that the options name, or the person's own. */
export function openLedgerOf({state}: LedgerOptions, surroundings: Surroundings): Ledger {
  const folder =
    state === undefined ? stateFolder(surroundings) : path.resolve(surroundings.cwd, state)
  return openLedger(folder)
}

async function refuseDisabled(
  configuration: Pick<Configuration, 'disabledBy'>,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<void> {
  for (const warning of await checkPolicy(configuration, surroundings)) onWarning(warning)
}

/** A session of another project obeys that project's files too. */
async function refuseDisabledBySession(
  {directory}: Prepared,
  surroundings: Surroundings,
  onWarning: (warning: string) => void,
): Promise<void> {
  if (directory === undefined || !path.isAbsolute(directory)) return
  if (path.resolve(directory) === path.resolve(surroundings.cwd)) return
  const there = {...surroundings, cwd: directory}
  await refuseDisabled(await readConfiguration({...there, targetSchemas}), there, onWarning)
}

function describePlan(claim: Claim, prepared: Prepared, {name}: Destination): ShareStatus {
  if (claim.existing) return {...describeRecord(claim.existing), findings: prepared.findings}
  const {sessionID, title, findings} = prepared
  return describeNothing({sessionID, title, target: name, findings})
}

async function review(
  prepared: Prepared,
  shareID: string,
  {name, target}: Destination,
  configuration: Configuration,
  {yes, confirm}: ShareOptions,
): Promise<void> {
  if (yes || !configuration.confirm) return
  if (!confirm) {
    throw new SessionpressError('REVIEW_NEEDED', 'Nobody has agreed to make this public.', {
      hint: 'Run it on a terminal, or add `--yes`.',
    })
  }
  const {sessionID, title, findings, counts, bundle} = prepared
  const files = [...bundle].map(([file, {size}]) => ({path: file, size}))
  const bytes = files.reduce((sum, {size}) => sum + size, 0)
  const {url} = target.plan(bundle, shareID)
  if (await confirm({sessionID, title, target: name, url, findings, counts, files, bytes})) return
  throw new SessionpressError('REVIEW_NEEDED', 'The review was declined; nothing was published.', {
    hint: 'Run `sessionpress export` to look at the page first.',
  })
}
