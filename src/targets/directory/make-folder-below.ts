import {mkdir} from 'node:fs/promises'
import {systemCode} from '../../system/error-code.js'
import {syncFolder} from '../../system/sync-folder.js'
import {parentOf} from '../layout.js'
import {holdAround} from './hold-folder.js'

/** Make a folder below one that is held, and those it lies in, so that their names survive a power cut. */
export async function makeFolderBelow(root: string, folder: string): Promise<void> {
  if (folder === '') return
  await makeFolderBelow(root, parentOf(folder))
  await holdAround(root, folder, async (full, held) => {
    try {
      await mkdir(full)
    } catch (error) {
      // Whether it is a folder is asked when something is done in it.
      if (systemCode(error) === 'EEXIST') return
      throw error
    }
    await syncFolder(held)
  })
}
