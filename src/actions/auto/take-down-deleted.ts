import {readAutoShare} from '../../config/auto-share.js'
import {readConfiguration} from '../../config/configuration.js'
import {SessionpressError} from '../../errors.js'
import {isActive} from '../../ledger/record.js'
import {targetSchemas} from '../../targets/registry.js'
import {chooseDestination} from '../destination.js'
import {openLedgerOf, ownFolder} from '../open-ledger-of.js'
import {resolveSurroundings} from '../surroundings.js'
import type {LedgerOptions, ShareStatus, Surroundings} from '../types.js'
import {unshare} from '../unshare.js'
import {checkAgreement} from './agreement.js'

/**
 * Take down the shares of a session that was deleted, and verify that they are gone. Shares of
 * other sessions are not touched. Where `keepDeleted` says so, they stay.
 *
 * @returns What was taken down; nothing where nothing was shared
 * @throws SessionpressError as `unshare` does
 */
export async function takeDownDeleted(
  sessionID: string,
  options: LedgerOptions = {},
): Promise<ShareStatus[]> {
  const surroundings = resolveSurroundings(options.surroundings)
  const {records} = await openLedgerOf(options, surroundings).ofSession(sessionID)
  const shareIDs = records.filter(isActive).map(({shareID}) => shareID)
  if (shareIDs.length === 0 || (await isKept(options, surroundings))) return []
  return await unshare(shareIDs, {...options, surroundings})
}

/**
 * A broken file keeps nothing online, and neither does a project's that the person has not agreed to:
 * whoever wrote it may want to keep what the person wants gone.
 */
async function isKept(options: LedgerOptions, surroundings: Surroundings): Promise<boolean> {
  try {
    const setting = await readAutoShare(surroundings)
    if (!setting.keepDeleted || setting.keepsByPerson) return setting.keepDeleted
    const configuration = await readConfiguration({...surroundings, targetSchemas})
    const destination = await chooseDestination({
      ...{to: undefined, session: undefined, chooseTarget: undefined},
      ...{configuration, surroundings},
    })
    await checkAgreement({folder: ownFolder(options, surroundings), setting, destination})
    return true
  } catch (error) {
    if (error instanceof SessionpressError) return false
    throw error
  }
}
