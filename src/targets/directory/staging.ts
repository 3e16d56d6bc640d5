import {mkdir, readdir, unlink} from 'node:fs/promises'
import path from 'node:path'
import type {Bundle} from '../../session/bundle.js'
import {isMissing} from '../../system/error-code.js'
import {syncFolder} from '../../system/sync-folder.js'
import {isBundleName} from '../bundle-name.js'
import {writeVerified} from '../disk-file.js'
import {foldersOf, isBeside, nameBeside} from '../layout.js'
import {isRootFile} from '../names.js'
import {holdAround, holdBelow, holdFolder} from './hold-folder.js'
import {makeFolderBelow} from './make-folder-below.js'
import {removeEmpty} from './remove-empty.js'

/** Where one share lies, and who is told before the disk changes. */
export interface Place {
  /** The target's folder, held open as long as something is done in it. */
  root: string
  /** The share's folder in it. */
  name: string
  step: (step: string) => void
}

/** A folder that files are in before they get to their share. It lies beside, so that each is one rename on one disk. */
export interface Staging {
  /** Its name at the root. */
  name: string
  /** A path of it, whatever is in the place of its name. */
  held: string
}

/**
 * Write files into a new staging folder, do something once all of them are safe on the disk, and
 * leave nothing of it behind.
 */
export async function withStaged(
  place: Place,
  files: Bundle,
  act: (staging: Staging) => Promise<void>,
): Promise<void> {
  const name = nameBeside(place.name, 'partial')
  const full = path.join(place.root, name)
  place.step(`make ${name}`)
  await mkdir(full)
  try {
    await holdFolder(full, async (held) => {
      try {
        await write(place, held, files)
        await act({name, held})
      } catch (error) {
        await removeFrom(held, [...files.keys()])
        throw error
      }
    })
  } finally {
    const folders = foldersOf(files.keys()).map((folder) => `${name}/${folder}`)
    // Whoever breaks off in a step does not want this to stay.
    await removeEmpty({...place, step: () => {}}, [name, ...folders].reverse())
  }
}

async function write(place: Place, held: string, files: Bundle): Promise<void> {
  for (const folder of foldersOf(files.keys())) await makeFolderBelow(held, folder)
  for (const [file, content] of files) {
    await holdAround(held, file, async (full) => {
      place.step(`write ${file}`)
      await writeVerified(full, content)
    })
  }
  for (const folder of ['', ...foldersOf(files.keys())]) await holdBelow(held, folder, syncFolder)
}

/** Remove what killed runs left of this share's staging folders. */
export async function clearStaging(place: Place): Promise<void> {
  for (const entry of await readdir(place.root, {withFileTypes: true})) {
    const {name} = entry
    if (!entry.isDirectory() || !isBeside(name, place.name, 'partial')) continue
    place.step(`clear ${name}`)
    await holdFolder(path.join(place.root, name), async (held) => {
      // Anybody may have named a folder so, and what else it holds is not ours.
      const files = (await readdir(held, {withFileTypes: true})).filter((file) => file.isFile())
      const isOurs = (file: string) => isBundleName(file) || isRootFile(`/${place.name}/${file}`)
      await removeFrom(held, files.map((file) => file.name).filter(isOurs))
    })
    await removeEmpty(place, [name])
  }
}

async function removeFrom(held: string, files: readonly string[]): Promise<void> {
  for (const file of files) {
    await holdAround(held, file, (full) => unlink(full)).catch((error: unknown) => {
      if (!isMissing(error)) throw error
    })
  }
}
