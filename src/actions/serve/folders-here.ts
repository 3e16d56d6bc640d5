import {isFolder} from '../../system/is-folder.js'
import {isLocalFolder} from '../../system/local-folder.js'

/** Those of the folders of a session that this machine has: what they demand counts here. */
export async function foldersHere(folders: readonly string[]): Promise<string[]> {
  const here: string[] = []
  for (const folder of folders) {
    if (isLocalFolder(folder) && (await isFolder(folder))) here.push(folder)
  }
  return here
}
