import {checkEncryption} from '../config/check-duties.js'
import {asksToEncrypt} from '../config/encrypt-rule.js'
import {choiceIn} from '../ledger/choice.js'
import type {Ledger} from '../ledger/ledger.js'
import {isAnnounced} from '../ledger/record.js'
import {askForReview, countUndecided} from './ask-for-review.js'
import {refuseBoth, warnOfImport} from './check-import.js'
import type {Claim} from './claim.js'
import {describeHistory} from './describe-history.js'
import type {Destination} from './destination.js'
import {prepareEncryption} from './encrypt.js'
import {passGate} from './pass-gate.js'
import {type EncryptionPlan, planEncryption} from './plan-encryption.js'
import type {Prepared} from './prepare.js'
import {publishShare} from './publish.js'
import {replaceShare} from './replace.js'
import type {ShareOptions} from './share.js'
import {createShareAudit} from './share-audit.js'
import {describeNothing, describeRecord} from './share-status.js'
import {tellVisitors} from './tell-visitors.js'
import type {ShareStatus, Surroundings} from './types.js'

interface PublishPreparedOptions extends Omit<ShareOptions, 'surroundings'> {
  ledger: Ledger
  destination: Destination
  /** Session as it was given, for a hint. */
  session: string | undefined
  surroundings: Surroundings
  onWarning: (warning: string) => void
}

/**
 * Everything between a bundle and its share: the gate, what a policy demands,
 * a person's agreement, encryption. The caller holds the session's lock.
 *
 * @throws SessionpressError as `share` does once the session is read
 */
export async function publishPrepared(
  prepared: Prepared,
  claim: Claim,
  options: PublishPreparedOptions,
): Promise<ShareStatus> {
  const {ledger, destination, surroundings, onWarning, dryRun = false, onProgress} = options
  const {existing, shareID, replaces} = claim
  const {sessionID, title, findings, bundle, configuration, judgement} = prepared
  const now = surroundings.now()
  const audit = createShareAudit({
    share: {time: now.toISOString(), shareID, sessionID, target: destination.name},
    ...{ledger, isDryRun: dryRun, onWarning},
  })

  await passGate(prepared, {...(onProgress && {onProgress}), onRefused: audit.refused})
  const undecided = countUndecided(prepared)
  judgement.refuseUnknown() // Files may be named too, and were looked up by now.
  const replaced = replaces === undefined ? undefined : await ledger.read(replaces)
  const warnings: string[] = []
  const warn = (warning: string) => warnings.push(warning)
  const {abilities} = destination.target
  const rule = {encrypt: asksToEncrypt(configuration.encrypt, abilities)}
  const plan = planEncryption({existing, replaced}, options, rule, warn)
  refuseBoth(plan, destination)
  warnings.push(...warnOfImport(destination))
  checkEncryption(configuration.organisation, plan !== 'none', abilities)
  if (plan === 'none') warnings.push(...(await describeHistory(destination, ledger)))
  warnings.forEach(onWarning) // What a policy refuses does not come to pass.
  if (dryRun) return describePlan(claim, prepared, destination, plan)
  const isFirst = !existing && replaces === undefined
  const agreed = (existing ?? replaced)?.target
  await askForReview(prepared, {
    ...{...options, undecided, shareID, destination, plan, isFirst, agreed},
  })

  const {env} = surroundings
  const encryption = await prepareEncryption(bundle, {plan, existing, shareID, options, env})
  try {
    const allowed = judgement.used()
    await audit.allowed(allowed)
    const what = {shareID, sessionID, title, findings, allowed, bundle, existing, replaces}
    const live = await publishShare({
      ...{...what, encryption, onProgress, ledger, destination, now},
      choice: choiceIn(options),
    })
    if (live !== existing) {
      const {target} = destination
      const isNew = !existing || isAnnounced(existing)
      await audit.published(!isNew)
      await tellVisitors(live, {target, fetch: surroundings.fetch, isNew, onWarning})
    }
    return describeRecord(await replaceShare(live, ledger, surroundings, onWarning))
  } finally {
    await encryption?.dispose()
  }
}

function describePlan(
  claim: Claim,
  {sessionID, title, findings}: Prepared,
  {name}: Destination,
  plan: EncryptionPlan,
): ShareStatus {
  const {encryption: _, ...status} = claim.existing
    ? {...describeRecord(claim.existing), findings}
    : describeNothing({sessionID, title, target: name, findings})
  return plan === 'none' ? status : {...status, encryption: plan}
}
