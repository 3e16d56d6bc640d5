import {isDeepStrictEqual} from 'node:util'
import {SessionpressError} from '../errors.js'
import type {Choice} from '../ledger/choice.js'
import type {Ledger} from '../ledger/ledger.js'
import {
  type ActiveRecord,
  formerBeside,
  isAnnounced,
  leftoversBeside,
  type RecordEncryption,
  receiptOfAll,
  recordVersion,
} from '../ledger/record.js'
import type {Bundle} from '../session/bundle.js'
import type {Finding} from '../session/finding.js'
import {inspectOne, type Receipt} from '../targets/types.js'
import {countReads} from './count-reads.js'
import type {Destination} from './destination.js'
import {recover} from './recover.js'
import type {Progress} from './types.js'

export interface PublishOptions {
  ledger: Ledger
  destination: Destination
  shareID: string
  sessionID: string
  title: string
  findings: Finding[]
  /** Ids of findings that a person allowed to be public. @default none */
  allowed?: readonly string[]
  /** What a person wanted to be seen of it. @default all of it */
  choice?: Choice | undefined
  bundle: Bundle
  /** How the bundle is encrypted before it leaves; absent for one that is published as it is. */
  encryption?: {record: RecordEncryption; encrypt(): Promise<Bundle>} | undefined
  /** Record of the same share, live or begun. */
  existing: ActiveRecord | undefined
  /** Id of the share that goes when this one is live. */
  replaces: string | undefined
  /** Whether it says no more than that a person has to decide first. @default false */
  isHeld?: boolean
  now: Date
  /** Told of each file that was written. @default nothing is told */
  onProgress?: ((progress: Progress) => void) | undefined
}

/**
 * Put a bundle online and record it: intent on disk, publish, read back, live.
 * A kill between any two steps leaves a record that `settle` can judge. The
 * caller holds the session's lock.
 *
 * @throws SessionpressError `TARGET_*`, `PUBLISH_PARTIAL`, `PUBLISH_UNVERIFIED`; the message says
 * what is online now.
 */
export async function publishShare(options: PublishOptions): Promise<ActiveRecord> {
  const {ledger, existing, shareID, encryption} = options
  const {target} = options.destination
  if (existing && (await isUnchanged(existing, options))) return existing

  const bundle = encryption ? await encryption.encrypt() : options.bundle
  const planned = target.plan(bundle, shareID)
  // A place that cannot be reached, or refuses us, leaves no record of a share that never was.
  if (!existing) {
    const first = {...planned, files: planned.files.slice(0, 1)}
    await inspectOne(target, first).catch(adding('Nothing is online.'))
  }
  const intent = createIntent(options, planned)
  await ledger.write(intent)
  try {
    const told = countReads(bundle, (done) =>
      options.onProgress?.({step: 'publishing', done, total: bundle.size}),
    )
    const before = existing && !isAnnounced(existing) ? receiptOfAll(existing) : undefined
    await target.publish(told, shareID, before)
    await verify(planned, options.destination)
  } catch (error) {
    await recover(error, intent, ledger, target)
  }

  const {previous: _, leftovers: __, ...rest} = intent
  const live: ActiveRecord = {...rest, state: 'live', ...formerBeside(intent)}
  // Only the ledger does not know yet; the next run finds that out.
  await ledger.write(live).catch(adding(`The page is online at ${planned.url}.`))
  return live
}

/** Throws an expected failure on, with what is online now. */
function adding(online: string): (error: unknown) => never {
  return (error) => {
    if (!(error instanceof SessionpressError)) throw error
    const {code, message, hint = 'Run this again.'} = error
    throw new SessionpressError(code, `${message} ${online}`, {hint, cause: error})
  }
}

async function isUnchanged(
  existing: ActiveRecord,
  {bundle, shareID, choice, encryption, destination: {target}}: PublishOptions,
): Promise<boolean> {
  if (existing.state !== 'live' || existing.leftovers) return false
  if (!isDeepStrictEqual(existing.choice, choice)) return false
  const planned = target.plan(bundle, shareID)
  const {receipt} = existing
  if (receipt.url !== planned.url) return false
  // Encrypted twice, nothing stays the same: there the plain bundles are compared, of which a keyed hash is kept.
  if (existing.encryption?.plain !== encryption?.record.plain) return false
  if (!encryption && fingerprint(receipt) !== fingerprint(planned)) return false
  return (await inspectOne(target, encryption ? receipt : planned)).isComplete
}

function fingerprint({files}: Receipt): string {
  return files
    .map(({path, size, sha256}) => `${path}\n${size}\n${sha256}`)
    .sort()
    .join('\n')
}

function createIntent(options: PublishOptions, planned: Receipt): ActiveRecord {
  const {destination, existing, shareID, sessionID, title, findings, replaces, encryption} = options
  const {allowed = [], choice} = options
  const {name, type, options: targetOptions} = destination
  const now = options.now.toISOString()
  const previous = existing && findPrevious(existing)
  return {
    version: recordVersion,
    shareID,
    sessionID,
    state: 'publishing',
    title,
    target: {name, type, options: targetOptions},
    receipt: planned,
    ...(previous && {previous}),
    ...(existing && leftoversBeside(previous?.receipt ?? planned, existing)),
    ...(existing?.former && {former: existing.former}),
    ...(existing?.keptBy && {keptBy: existing.keptBy}),
    ...(options.isHeld && {isHeld: true}),
    ...(replaces !== undefined && {replaces}),
    findings,
    ...(allowed.length > 0 && {allowed: [...allowed]}),
    ...(choice && {choice}),
    ...(encryption && {encryption: encryption.record}),
    createdAt: existing?.createdAt ?? now,
    updatedAt: now,
    expiresAt: existing?.expiresAt ?? null,
  }
}

/** What was live before; a first publish that was cut short has nothing to go back to. */
function findPrevious(existing: ActiveRecord): ActiveRecord['previous'] {
  if (existing.state !== 'live') return existing.previous
  const {receipt, title, findings, encryption, isHeld, updatedAt} = existing
  const how = {...(encryption && {encryption}), ...(isHeld && {isHeld})}
  return {receipt, title, findings, ...how, updatedAt}
}

async function verify(receipt: Receipt, {target}: Destination): Promise<void> {
  const {isComplete, wrong} = await inspectOne(target, receipt)
  if (isComplete) return
  throw new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${receipt.location}\` does not hold what was published: ${wrong.join(', ')}.`,
    {hint: 'Run this again.'},
  )
}
