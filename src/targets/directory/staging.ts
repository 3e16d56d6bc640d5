import {readdir} from 'node:fs/promises'
import type {Bundle} from '../../session/bundle.js'
import {syncFolder} from '../../system/sync-folder.js'
import {writeVerified} from '../disk-file.js'
import {isBeside, nameBeside} from '../layout.js'
import {at, inFolder, makeFolderIn, parentOf, removeTree} from './held-folder.js'

/** Where one share lies, and who is told before the disk changes. */
export interface Place {
  /** The target's folder, without symlinks. */
  root: string
  /** The share's folder in it. */
  name: string
  step: (step: string) => void
}

/**
 * Name at the root of a folder to write into before anything of the share changes. It lies beside the share,
 * so that moving it in is one rename on one disk.
 */
export function nameStaging(place: Place): string {
  return nameBeside(place.name, 'partial')
}

/** Write files into a new staging folder, all of them safe on the disk when this resolves. */
export async function stage(place: Place, staging: string, files: Bundle): Promise<void> {
  place.step(`make ${staging}`)
  await makeFolderIn(place.root, staging)
  const folders = new Set([staging])
  for (const [file, content] of files) {
    const below = `${staging}/${file}`
    await makeFolderIn(place.root, parentOf(below))
    await at(place.root, below, async (full) => {
      place.step(`write ${below}`)
      await writeVerified(full, content)
    })
    for (let folder = parentOf(below); folder !== staging; folder = parentOf(folder)) {
      folders.add(folder)
    }
  }
  for (const folder of folders) await inFolder(place.root, folder, syncFolder)
}

/** Remove what killed runs left of this share's staging folders. */
export async function clearStaging(place: Place): Promise<void> {
  for (const entry of await readdir(place.root, {withFileTypes: true})) {
    if (!entry.isDirectory() || !isBeside(entry.name, place.name, 'partial')) continue
    place.step(`clear ${entry.name}`)
    await removeTree(place.root, entry.name)
  }
}
