import {checkReview} from '../config/check-duties.js'
import {SessionpressError} from '../errors.js'
import type {ActiveRecord} from '../ledger/record.js'
import type {Finding} from '../session/finding.js'
import {listLeftOut} from '../session/left-out.js'
import {runsOf, runTheSame} from './agreed-programs.js'
import type {Destination} from './destination.js'
import type {EncryptionPlan} from './plan-encryption.js'
import type {Prepared} from './prepare.js'
import {reviewFindings} from './review-findings.js'

/** What a person should know before something is public. */
export interface ShareReview {
  sessionID: string
  title: string
  /** Name of the target as configured, or the folder. */
  target: string
  /** Where it will be read. */
  url: string
  /** What will open it: everybody can, the link alone, or the link and a passphrase. */
  encryption: EncryptionPlan
  findings: Finding[]
  counts: Prepared['counts']
  /** What stays at home by choice, in words. */
  leftOut: string[]
  /** Findings and files that nobody has decided about; `review` shows them. */
  undecided: number
  /** Programs that the target runs on this machine, with all their arguments. */
  runs: string[]
  /** Files that will be public. */
  files: {path: string; size: number}[]
  bytes: number
}

interface AskForReviewOptions {
  /** What nobody has decided about. */
  undecided: number
  shareID: string
  /** Session as it was given, for a hint. */
  session: string | undefined
  destination: Destination
  plan: EncryptionPlan
  /** Whether the session is published to this target for the first time. */
  isFirst: boolean
  /** The target as it was when somebody agreed to it for this session. */
  agreed: ActiveRecord['target'] | undefined
  yes?: boolean
  confirm?: (review: ShareReview) => Promise<boolean>
}

/**
 * Let a person agree before a session is public for the first time, and before a target runs a
 * program that nobody has agreed to: whoever writes a project's file may name any, and say that
 * nothing is asked. Where a policy demands a review, it must be finished before every publication.
 *
 * @throws SessionpressError `REVIEW_NEEDED` when nobody agrees, `POLICY_REFUSED`
 */
export async function askForReview(
  prepared: Prepared,
  options: AskForReviewOptions,
): Promise<void> {
  const {sessionID, configuration} = prepared
  const {session = 'latest'} = options
  // No store may know the session of a file.
  const name = session === 'latest' || session === '-' ? sessionID : session
  checkReview(configuration.organisation, name, options.undecided === 0)

  const {isFirst, yes, confirm, destination, agreed} = options
  const runs = runsOf(destination)
  const isNewProgram = runs.length > 0 && !runTheSame(destination, agreed)
  if (yes || !(isNewProgram || (isFirst && configuration.confirm))) return
  if (!confirm) {
    const what = isNewProgram ? `run \`${runs.join('`, `')}\` here` : 'make this public'
    throw new SessionpressError('REVIEW_NEEDED', `Nobody has agreed to ${what}.`, {
      hint: 'Run it on a terminal, or add `--yes`.',
    })
  }
  if (await confirm(describe(prepared, options))) return
  throw new SessionpressError('REVIEW_NEEDED', 'The review was declined; nothing was published.', {
    hint: 'Run `sessionpress review` for every finding, or `sessionpress preview` to look at the page.',
  })
}

/** How many things nobody has decided about, of a bundle that the gate let pass. */
export function countUndecided(prepared: Prepared): number {
  return reviewFindings(prepared).filter(({state}) => state === 'undecided').length
}

function describe(
  {sessionID, title, findings, counts, bundle, session}: Prepared,
  {undecided, shareID, destination, plan}: AskForReviewOptions,
): ShareReview {
  const {name, target} = destination
  const files = [...bundle].map(([file, {size}]) => ({path: file, size}))
  return {
    ...{sessionID, title, target: name, findings, counts, files, undecided},
    url: target.plan(bundle, shareID).url,
    encryption: plan,
    runs: runsOf(destination),
    leftOut: session.leftOut ? listLeftOut(session.leftOut) : [],
    bytes: files.reduce((sum, {size}) => sum + size, 0),
  }
}
