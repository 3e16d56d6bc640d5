import {readAutoShare} from '../../config/auto-share.js'
import {SessionpressError} from '../../errors.js'
import {openLedgerOf} from '../open-ledger-of.js'
import {isActive} from '../removal-tasks.js'
import {resolveSurroundings} from '../surroundings.js'
import type {LedgerOptions, ShareStatus} from '../types.js'
import {unshare} from '../unshare.js'

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
  const {records} = await openLedgerOf(options, surroundings).list()
  const shareIDs = records
    .filter(isActive)
    .filter((record) => record.sessionID === sessionID)
    .map(({shareID}) => shareID)
  if (shareIDs.length === 0 || (await isKept(surroundings))) return []
  return await unshare(shareIDs, {...options, surroundings})
}

/** A broken file keeps nothing online. */
async function isKept(surroundings: Parameters<typeof readAutoShare>[0]): Promise<boolean> {
  try {
    return (await readAutoShare(surroundings)).keepDeleted
  } catch (error) {
    if (error instanceof SessionpressError) return false
    throw error
  }
}
