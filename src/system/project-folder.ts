import {stat} from 'node:fs/promises'
import path from 'node:path'

/** A folder and those it lies in, up to the top of the disk. */
export function* foldersUp(start: string): Generator<string> {
  for (let folder = path.resolve(start); ; folder = path.dirname(folder)) {
    yield folder
    if (folder === path.dirname(folder)) return
  }
}

/** The nearest folder upwards that is the root of a git work tree; `undefined` where none is. */
export async function findProjectFolder(start: string): Promise<string | undefined> {
  for (const folder of foldersUp(start)) if (await isProjectFolder(folder)) return folder
  return undefined
}

/** Whether a folder is the root of a git work tree. */
export async function isProjectFolder(folder: string): Promise<boolean> {
  try {
    await stat(path.join(folder, '.git'))
    return true
  } catch {
    return false // A folder that cannot be looked into holds nothing that we could read.
  }
}
