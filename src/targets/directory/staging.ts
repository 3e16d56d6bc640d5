import {mkdir, readdir, rm} from 'node:fs/promises'
import path from 'node:path'
import type {Bundle} from '../../session/bundle.js'
import {syncFolder} from '../../system/sync-folder.js'
import {writeVerified} from '../disk-file.js'
import {isBeside, nameBeside} from '../layout.js'
import {splitSafely} from '../safe-path.js'

/** Where one share lies, and who is told before the disk changes. */
export interface Place {
  /** The target's folder, without symlinks. */
  root: string
  /** The share's folder in it. */
  name: string
  step: (step: string) => void
}

/**
 * Path of a folder to write into before anything of the share changes. It lies beside the share,
 * so that moving it in is one rename on one disk.
 */
export function nameStaging(place: Place): string {
  return path.join(place.root, nameBeside(place.name, 'partial'))
}

/** Write files into a new staging folder, all of them safe on the disk when this resolves. */
export async function stage(place: Place, staging: string, files: Bundle): Promise<void> {
  place.step(`make ${staging}`)
  await mkdir(staging)
  const folders = new Set([staging])
  for (const [file, content] of files) {
    const full = path.join(staging, ...splitSafely(file))
    place.step(`write ${full}`)
    await mkdir(path.dirname(full), {recursive: true})
    await writeVerified(full, content)
    for (let folder = path.dirname(full); folder !== staging; folder = path.dirname(folder)) {
      folders.add(folder)
    }
  }
  for (const folder of folders) await syncFolder(folder)
}

/** Remove what killed runs left of this share's staging folders. */
export async function clearStaging(place: Place): Promise<void> {
  for (const entry of await readdir(place.root, {withFileTypes: true})) {
    if (!entry.isDirectory() || !isBeside(entry.name, place.name, 'partial')) continue
    place.step(`clear ${entry.name}`)
    await rm(path.join(place.root, entry.name), {recursive: true, force: true})
  }
}
