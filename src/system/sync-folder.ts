import {mkdir, open} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'

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
 * @param mode Rights of the folders that are made; nothing means what the person's `umask` leaves.
 */
export async function makeFolder(folder: string, mode?: number): Promise<void> {
  const first = await mkdir(folder, {recursive: true, ...(mode !== undefined && {mode})})
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
    await syncFolder(path.dirname(made))
  }
}
