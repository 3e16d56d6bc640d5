import {foldersUp, isProjectFolder} from '../system/project-folder.js'

/**
 * The folders that a project's configuration may lie in, nearest first: from
 * `cwd` up to the git root or the home folder. Where neither is on the way only
 * `cwd` counts, or else anybody could leave a file for us in `/tmp`.
 */
export async function projectFolders({
  cwd,
  home,
}: {
  cwd: string
  home: string | undefined
}): Promise<string[]> {
  const folders: string[] = []
  for (const folder of foldersUp(cwd)) {
    folders.push(folder)
    if (folder === home || (await isProjectFolder(folder))) return folders
  }
  return folders.slice(0, 1)
}
