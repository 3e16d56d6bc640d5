import {inParallel} from '../../system/in-parallel.js'
import {foldersOf, inOrderOfRemoval} from '../layout.js'
import {foldersAbove} from '../names.js'
import type {Receipt} from '../types.js'
import {isMissingThere} from './failures.js'
import {inTheWay, type Place, pathTo, surveyFiles} from './place.js'
import {readFolder, removeFile, removeFolder} from './sftp.js'

/** Remove a share's files and the folders that are empty then. */
export async function removeShare(place: Place, {files}: Receipt): Promise<void> {
  const there = await surveyThere(
    place,
    files.map((file) => file.path),
  )
  for (const bunch of inOrderOfRemoval(there)) await removeAll(place, bunch)
  await removeEmpty(place, [...foldersOf(there).reverse(), undefined])
  for (const name of foldersAbove(place.name)) await removeEmpty({...place, name}, [undefined])
}

/** Remove files of a share, then the folders below the share that held them. */
export async function removeFiles(place: Place, files: readonly string[]): Promise<void> {
  const there = await surveyThere(place, files)
  await removeAll(place, there)
  await removeEmpty(place, foldersOf(there).reverse())
}

/** Which of the files are there. A symlink goes like a file: what it leads to is not touched. */
async function surveyThere(place: Place, files: readonly string[]): Promise<string[]> {
  const there = await surveyFiles(place, files)
  for (const [file, entry] of there) {
    if (entry.kind === 'folder') throw inTheWay(`${place.name}/${file}`, entry)
  }
  return [...there.keys()]
}

async function removeAll(place: Place, files: readonly string[]): Promise<void> {
  await inParallel(files, 8, async (file) => {
    await removeFile(place.connection, pathTo(place, file)).catch((error: unknown) => {
      if (!isMissingThere(error)) throw error
    })
  })
}

/** `undefined` is the share's own folder. */
async function removeEmpty(place: Place, folders: readonly (string | undefined)[]): Promise<void> {
  for (const folder of folders) {
    const path = pathTo(place, folder)
    try {
      // Servers do not say that a folder is not empty in a way that can be told from other failures.
      const left = await readFolder(place.connection, path)
      // What is left in it belongs to somebody else, and stays.
      if (left.size === 0) await removeFolder(place.connection, path)
    } catch (error) {
      if (!isMissingThere(error)) throw error
    }
  }
}
