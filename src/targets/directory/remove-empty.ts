import {rmdir} from 'node:fs/promises'
import {systemCode} from '../../system/error-code.js'
import {look} from '../safe-path.js'
import {holdAround} from './hold-folder.js'
import type {Place} from './staging.js'

/** Remove the folders below the root that hold nothing, in the order given. */
export async function removeEmpty(
  {root, step}: Pick<Place, 'root' | 'step'>,
  folders: readonly string[],
): Promise<void> {
  for (const folder of folders) {
    if ((await look(root, folder)) !== 'folder') continue
    try {
      await holdAround(root, folder, async (full) => {
        step(`remove folder ${folder}`)
        await rmdir(full)
      })
    } catch (error) {
      // What is left in it belongs to somebody else, and stays.
      if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(systemCode(error) ?? '')) throw error
    }
  }
}
