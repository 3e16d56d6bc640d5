import {checkTarget} from '../config/check-duties.js'
import {readConfiguration} from '../config/configuration.js'
import {SessionpressError} from '../errors.js'
import {choiceIn} from '../ledger/choice.js'
import {targetSchemas} from '../targets/registry.js'
import type {ShareReview} from './ask-for-review.js'
import {agreeHere} from './auto/agree-here.js'
import {type Claim, claimShare} from './claim.js'
import {chooseDestination, type Destination} from './destination.js'
import {openJudge} from './judge.js'
import {expectChoice, keptChoice} from './kept-choice.js'
import {openLedgerOf} from './open-ledger-of.js'
import type {EncryptionOptions} from './plan-encryption.js'
import type {Prepared, prepare} from './prepare.js'
import {publishPrepared} from './publish-prepared.js'
import {refuseDisabled, refuseDisabledBySession} from './refuse-disabled.js'
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
 * @throws SessionpressError `SHARE_DISABLED`, `POLICY_REFUSED`, `GATE_*`, `REVIEW_NEEDED`, `PASSPHRASE_NEEDED`,
 * `USAGE_INVALID`, `CONFIG_*`, `STYLE_INVALID`, `SESSION_*`, `SOURCE_*`, `TARGET_*`, `LEDGER_*`, `PUBLISH_*`
 */
export async function share(
  session: string | undefined,
  options: ShareOptions = {},
): Promise<ShareStatus> {
  // Rendering is most of the program; a refusal need not wait for it.
  const prepareLater: typeof prepare = async (...call) =>
    await (await import('./prepare.js')).prepare(...call)
  const shared = await shareWith(prepareLater, session, options)
  if (!{...shareDefaults, ...options}.dryRun) await agreeBySharing(options)
  return shared
}

/** Who shares by hand where sessions go by themselves has agreed to that, and hears of it. */
async function agreeBySharing(options: ShareOptions): Promise<void> {
  const {to, state, surroundings, onWarning = () => {}} = options
  const where = {...(to !== undefined && {to}), ...(state !== undefined && {state})}
  try {
    const agreed = await agreeHere({...where, ...(surroundings && {surroundings}), ifAuto: true})
    if (!agreed?.isNew) return
    onWarning(
      `From now on the plugin and \`watch\` share every session of this project with \`${agreed.target}\`, as \`${agreed.file}\` says.`,
    )
  } catch (error) {
    // The page is online; that has to be told before all else.
    if (!(error instanceof SessionpressError)) throw error
    onWarning(error.message)
  }
}

interface ShareWithOptions extends ShareOptions {
  /** Where it goes, where that is known already. @default what `to` and the configuration say */
  destination?: Destination
  /**
   * Whether no more goes out than a person wanted to be seen when they shared `session`, an id, to
   * the same place: nobody asks for this update. @default false
   */
  keepsChoice?: boolean
  /** Id of the share that alone is brought up to date: where it is gone, no other is made. @default the newest, or a new one */
  only?: string
}

/** `share` with another way to come by a bundle: everything after that is the same. */
export async function shareWith(
  prepareBundle: typeof prepare,
  session: string | undefined,
  options: ShareWithOptions,
): Promise<ShareStatus> {
  const surroundings = resolveSurroundings(options.surroundings)
  const onWarning = options.onWarning ?? (() => {})
  const {dryRun, newLink} = {...shareDefaults, ...options}

  const configuration = await readConfiguration({...surroundings, targetSchemas})
  await refuseDisabled(configuration, surroundings, onWarning)
  const {to, chooseTarget, only} = options
  const destination =
    options.destination ??
    (await chooseDestination({to, session, configuration, surroundings, chooseTarget}))
  await checkTarget(configuration.organisation, destination)
  const ledger = openLedgerOf(options, surroundings)
  const {allow = []} = options
  const judge = openJudge({surroundings, ledger, allow, makesKey: !dryRun})
  const {keepsChoice = false} = options
  const kept = keepsChoice && session ? await keptChoice(session, {ledger, destination}) : {}
  const wanted = {...options, ...kept}

  // The id of the session, which its lock and its link hang on, is only known while it is loaded.
  const held: {claim?: Claim; prepared?: Prepared} = {}
  const shareID = async (sessionID: string): Promise<string> => {
    const known = {ledger, destination, sessionID, newLink, isDryRun: dryRun, onWarning, only}
    held.claim = await claimShare(known)
    if (keepsChoice) expectChoice(held.claim.existing, choiceIn(wanted))
    return held.claim.shareID
  }
  try {
    const {target} = destination
    const importableAt = (id: string) => target.plan(new Map(), id).url
    const given = {
      ...{...wanted, surroundings, configuration, shareID, judge},
      ...(target.importing.type === 'on' && {importableAt}),
      // It writes nothing at all.
      ...(dryRun && {cache: false}),
    }
    const prepared = await prepareBundle(session, given)
    held.prepared = prepared
    const {claim} = held
    if (!claim) throw new Error('`prepare` did not ask for the share id.')
    await refuseDisabledBySession(prepared, surroundings, onWarning)
    const world = {ledger, destination, session, surroundings, onWarning}
    return await publishPrepared(prepared, claim, {...wanted, ...world})
  } finally {
    await held.claim?.release()
    await held.prepared?.dispose()
  }
}
