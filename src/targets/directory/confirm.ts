import {SessionpressError} from '../../errors.js'
import {systemCode} from '../../system/error-code.js'
import {syncFolder} from '../../system/sync-folder.js'

/**
 * Make what changed in a folder survive a power cut.
 *
 * @param code How the call failed when the disk does not promise that: all is as it shall be, and may
 * not stay so.
 * @throws SessionpressError
 */
export async function confirmFolder(
  folder: string,
  code: 'PUBLISH_UNVERIFIED' | 'REMOVE_UNVERIFIED',
): Promise<void> {
  try {
    await syncFolder(folder)
  } catch (error) {
    if (systemCode(error) === undefined || !isOfSync(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new SessionpressError(
      code,
      `The disk does not confirm that what changed in \`${folder}\` stays so: ${why}.`,
      {hint: 'Check the disk, then run this again.', cause: error},
    )
  }
}

function isOfSync(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error && error.syscall === 'fsync'
}
