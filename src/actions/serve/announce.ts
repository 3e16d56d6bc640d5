import {randomBytes} from 'node:crypto'
import {checkTarget} from '../../config/check-duties.js'
import {type Configuration, readConfiguration} from '../../config/configuration.js'
import {asksToEncrypt} from '../../config/encrypt-rule.js'
import {readProjectDuties, tighten} from '../../config/project-duties.js'
import {type ActiveRecord, recordVersion} from '../../ledger/record.js'
import {secretOf} from '../../server/secret.js'
import type {CreatedShare} from '../../server/service.js'
import {targetSchemas} from '../../targets/registry.js'
import {refuseBoth} from '../check-import.js'
import {claimShare} from '../claim.js'
import {chooseDestination, type Destination} from '../destination.js'
import {refuseDisabled} from '../refuse-disabled.js'
import {linkOf} from '../share-status.js'
import type {ServeContext} from './context.js'
import {findFolderOf} from './find-folder-of.js'

/**
 * Give out the link of a session's share before anything lies there, the same each time. It is in
 * the ledger before it is given out.
 *
 * @throws SessionpressError `SHARE_DISABLED`, `IMPORT_ENCRYPTED`, `CONFIG_INVALID`, `TARGET_*`, `LEDGER_*`
 */
export async function announce(context: ServeContext, sessionID: string): Promise<CreatedShare> {
  const {ledger, surroundings, say} = context
  const configuration = await readConfigurationFor(context, sessionID)
  const call = {to: context.to, session: undefined, configuration, surroundings}
  const destination = await chooseDestination({...call, chooseTarget: undefined})
  await checkTarget(configuration.organisation, destination)
  const how = {ledger, destination, sessionID, newLink: false, isDryRun: false, onWarning: say}
  const claim = await claimShare(how)
  try {
    const {existing, shareID} = claim
    const isEncrypted = asksToEncrypt(configuration.encrypt, destination.target.abilities)
    // A link is worth nothing under which nothing will ever lie.
    refuseBoth(existing?.encryption || isEncrypted ? 'link' : 'none', destination)
    const known = existing ?? announcement(shareID, {sessionID, destination, isEncrypted, context})
    const record: ActiveRecord = {...known, keptBy: 'serve'}
    if (existing?.keptBy !== 'serve') await ledger.write(record)
    const key = await ledger.key({isMade: true})
    if (!key) throw new Error('The ledger made no key.')
    return {id: shareID, url: linkOf(record), secret: secretOf(key, shareID)}
  } finally {
    await claim.release()
  }
}

/** What this machine's files say, and those of the session's project where this machine has it. */
async function readConfigurationFor(
  {surroundings, source, say}: ServeContext,
  sessionID: string,
): Promise<Configuration> {
  const here = await readConfiguration({...surroundings, targetSchemas})
  await refuseDisabled(here, surroundings, say)
  const folder = await findFolderOf(sessionID, {surroundings, source})
  if (folder === undefined) return here
  const configuration = tighten(here, await readProjectDuties([folder], surroundings))
  await refuseDisabled(configuration, {...surroundings, cwd: folder}, say)
  return configuration
}

interface Announced {
  sessionID: string
  destination: Destination
  isEncrypted: boolean
  context: ServeContext
}

function announcement(
  shareID: string,
  {sessionID, destination, isEncrypted, context}: Announced,
): ActiveRecord {
  const {name, type, options, target} = destination
  const now = context.surroundings.now().toISOString()
  return {
    version: recordVersion,
    shareID,
    sessionID,
    state: 'publishing',
    // Until more is known of it.
    title: sessionID,
    target: {name, type, options},
    receipt: target.plan(new Map(), shareID),
    findings: [],
    // The key is in the link, which is given out now.
    ...(isEncrypted && {encryption: {key: newKey(), hasPassphrase: false, plain: ''}}),
    createdAt: now,
    updatedAt: now,
    expiresAt: null,
  }
}

function newKey(): string {
  return randomBytes(32).toString('base64url')
}
