import {checkTarget} from '../config/check-duties.js'
import {readConfiguration} from '../config/configuration.js'
import {targetSchemas} from '../targets/registry.js'
import {openAllowance} from './allowance.js'
import {askForReview, type ShareReview} from './ask-for-review.js'
import {type Claim, claimShare} from './claim.js'
import {chooseDestination, type Destination} from './destination.js'
import {openLedgerOf} from './open-ledger-of.js'
import {passGate} from './pass-gate.js'
import type {Prepared, prepare} from './prepare.js'
import {publishShare} from './publish.js'
import {refuseDisabled, refuseDisabledBySession} from './refuse-disabled.js'
import {replaceShare} from './replace.js'
import {createShareAudit} from './share-audit.js'
import {describeNothing, describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, LedgerOptions, ShareStatus} from './types.js'

export type {ShareReview}

export interface ShareOptions extends ContentOptions, LedgerOptions {
  /** Name of a configured target, or a folder. @default the configuration's `target` */
  to?: string
  /** Do everything except write to the target and the ledger. @default false */
  dryRun?: boolean
  /** Publish under a new link and take the old one down. @default false */
  newLink?: boolean
  /** Publish without asking. @default false */
  yes?: boolean
  /** Ids of findings that may be public as they are, as they are printed: `github-token:3f9a1c20`. @default none */
  allow?: string[]
  /** Asks a person before the first publication of a session to a target. @default nobody is asked, so `yes` is needed */
  confirm?: (review: ShareReview) => Promise<boolean>
  /** Asks a person for a target's name or a folder when none is configured. @default nobody is asked */
  chooseTarget?: (names: string[]) => Promise<string | undefined>
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
 * @throws SessionpressError `SHARE_DISABLED`, `POLICY_REFUSED`, `GATE_*`, `REVIEW_NEEDED`, `CONFIG_*`,
 * `STYLE_INVALID`, `SESSION_*`, `SOURCE_*`, `TARGET_*`, `LEDGER_*`, `PUBLISH_*`; `USAGE_INVALID` for
 * `allow`
 */
export async function share(
  session: string | undefined,
  options: ShareOptions = {},
): Promise<ShareStatus> {
  // Rendering is most of the program; a refusal need not wait for it.
  const prepareLater: typeof prepare = async (...call) =>
    await (await import('./prepare.js')).prepare(...call)
  return await shareWith(prepareLater, session, options)
}

/** `share` with another way to come by a bundle: everything after that is the same. */
export async function shareWith(
  prepareBundle: typeof prepare,
  session: string | undefined,
  options: ShareOptions,
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
  await checkTarget(configuration.organisation, destination)
  const ledger = openLedgerOf(options, surroundings)
  const allowance = await openAllowance(options.allow, configuration.redact, ledger, dryRun)

  // The id of the session, which its lock and its link hang on, is only known while it is loaded.
  const held: {claim?: Claim; prepared?: Prepared} = {}
  const claim = async (sessionID: string): Promise<string> => {
    const known = {ledger, destination, sessionID, newLink, isDryRun: dryRun, onWarning}
    held.claim = await claimShare(known)
    return held.claim.shareID
  }
  try {
    const prepared = await prepareBundle(session, {
      ...options,
      surroundings,
      configuration,
      shareID: claim,
      redaction: {isAllowed: allowance.isAllowed, fingerprint: allowance.fingerprint},
    })
    held.prepared = prepared
    if (!held.claim) throw new Error('`prepare` did not ask for the share id.')
    await refuseDisabledBySession(prepared, surroundings, onWarning)

    const {existing, shareID, replaces} = held.claim
    const {sessionID, title, findings, bundle} = prepared
    const now = surroundings.now()
    const audit = createShareAudit({
      share: {time: now.toISOString(), shareID, sessionID, target: destination.name},
      ...{ledger, isDryRun: dryRun, onWarning},
    })
    await passGate(prepared, allowance, {...options, onRefused: audit.refused})
    allowance.refuseUnknown()
    if (dryRun) return describePlan(held.claim, prepared, destination)
    if (!existing && replaces === undefined) {
      await askForReview(prepared, shareID, destination, configuration, options)
    }
    const {onProgress} = options
    const allowed = allowance.used()
    await audit.allowed(allowed)
    const what = {shareID, sessionID, title, findings, allowed, bundle, existing, replaces}
    const live = await publishShare({...what, onProgress, ledger, destination, now})
    if (live !== existing) await audit.published(existing !== undefined)
    return describeRecord(await replaceShare(live, ledger, surroundings, onWarning))
  } finally {
    await held.claim?.release()
    await held.prepared?.dispose()
  }
}

function describePlan(claim: Claim, prepared: Prepared, {name}: Destination): ShareStatus {
  if (claim.existing) return {...describeRecord(claim.existing), findings: prepared.findings}
  const {sessionID, title, findings} = prepared
  return describeNothing({sessionID, title, target: name, findings})
}
