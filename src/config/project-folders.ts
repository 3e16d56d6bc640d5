import {stat} from 'node:fs/promises'
import path from 'node:path'

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
  for (let folder = path.resolve(cwd); ; folder = path.dirname(folder)) {
    folders.push(folder)
    if (folder === home || (await exists(path.join(folder, '.git')))) return folders
    if (folder === path.dirname(folder)) return folders.slice(0, 1)
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch {
    return false // A folder that cannot be looked into holds nothing that we could read.
  }
}
