import {checkEncryption, checkTarget} from '../config/check-duties.js'
import {readConfiguration} from '../config/configuration.js'
import {targetSchemas} from '../targets/registry.js'
import {askForReview, type ShareReview} from './ask-for-review.js'
import {type Claim, claimShare} from './claim.js'
import {chooseDestination, type Destination} from './destination.js'
import {type Encryption, prepareEncryption} from './encrypt.js'
import {openLedgerOf} from './open-ledger-of.js'
import {type EncryptionOptions, type EncryptionPlan, planEncryption} from './plan-encryption.js'
import type {Prepared, prepare} from './prepare.js'
import {publishShare} from './publish.js'
import {refuseDisabled, refuseDisabledBySession} from './refuse-disabled.js'
import {replaceShare} from './replace.js'
import {describeNothing, describeRecord} from './share-status.js'
import {resolveSurroundings} from './surroundings.js'
import type {ContentOptions, LedgerOptions, ShareStatus} from './types.js'

export type {ShareReview}

export interface ShareOptions extends ContentOptions, LedgerOptions, EncryptionOptions {
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
 * @throws SessionpressError `SHARE_DISABLED`, `POLICY_REFUSED`, `REVIEW_NEEDED`, `PASSPHRASE_NEEDED`,
 * `USAGE_INVALID`, `CONFIG_*`, `STYLE_INVALID`, `SESSION_*`, `SOURCE_*`, `TARGET_*`, `LEDGER_*`, `PUBLISH_*`
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

  // The id of the session, which its lock and its link hang on, is only known while it is loaded.
  const held: {claim?: Claim; prepared?: Prepared; encryption?: Encryption | undefined} = {}
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
    })
    held.prepared = prepared
    if (!held.claim) throw new Error('`prepare` did not ask for the share id.')
    await refuseDisabledBySession(prepared, surroundings, onWarning)

    const {existing, shareID, replaces} = held.claim
    const replaced = replaces === undefined ? undefined : await ledger.read(replaces)
    const plan = planEncryption({existing, replaced}, options, configuration, onWarning)
    checkEncryption(configuration.organisation, plan !== 'none')
    if (dryRun) return describePlan(held.claim, prepared, destination, plan)
    if (!existing && replaces === undefined) {
      await askForReview(prepared, shareID, destination, configuration, options)
    }
    const {onProgress} = options
    const known = {plan, existing, shareID, options, env: surroundings.env}
    held.encryption = await prepareEncryption(prepared.bundle, known)
    const {encryption} = held
    const {sessionID, title, findings, bundle} = prepared
    const what = {
      shareID,
      sessionID,
      title,
      findings,
      bundle,
      existing,
      replaces,
      encryption,
      onProgress,
    }
    const live = await publishShare({...what, ledger, destination, now: surroundings.now()})
    return describeRecord(await replaceShare(live, ledger, surroundings, onWarning))
  } finally {
    await held.claim?.release()
    await held.encryption?.dispose()
    await held.prepared?.dispose()
  }
}

function describePlan(
  claim: Claim,
  prepared: Prepared,
  {name}: Destination,
  plan: EncryptionPlan,
): ShareStatus {
  const {sessionID, title, findings} = prepared
  const {encryption: _, ...status} = claim.existing
    ? {...describeRecord(claim.existing), findings}
    : describeNothing({sessionID, title, target: name, findings})
  return plan === 'none' ? status : {...status, encryption: plan}
}
