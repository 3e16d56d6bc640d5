import {mkdir, open} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {isFolder} from './is-folder.js'

/** Make the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and keeps its journal by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Make a folder and those it lies in, so that their names survive a power cut.
 *
 * Folder by folder, since Node's own `recursive` never ends where the system
 * says that a parent is missing although it is there, as it does below `/proc`.
 *
 * @param mode Rights of the folders that are made; nothing means what the person's `umask` leaves.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  if (await isFolder(folder)) return
  const parent = path.dirname(folder)
  if (parent !== folder) await makeFolder(parent, mode)
  try {
    await mkdir(folder, mode === undefined ? {} : {mode})
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(folder))) throw error
    return
  }
  await syncFolder(parent)
}
