import {foldersOf} from '../layout.js'
import {foldersAbove} from '../names.js'
import {unsafe} from '../safe-path.js'
import type {Connection} from './connection.js'
import {isMissingThere} from './failures.js'
import type {Entry} from './packet.js'
import {lookAt, readFolder} from './sftp.js'

/** Where one share lies. */
export interface Place {
  connection: Connection
  /** The target's folder, absolute and without symlinks. */
  root: string
  /** The share's folder in it. */
  name: string
}

/** Full path on the host of a file of a share, or of the share's folder. */
export function pathTo({root, name}: Pick<Place, 'root' | 'name'>, file?: string): string {
  return [root.replace(/\/$/, ''), name, ...(file === undefined ? [] : [file])].join('/')
}

/**
 * What lies where files of a share belong, by their paths; what is not there is left out.
 *
 * Ask before you touch them. SFTP cannot refuse to follow a symlink that is put on the way after
 * that; whoever can do so owns the host's folder anyway.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE` where anything but folders is on the way to one
 */
export async function surveyFiles(
  place: Place,
  files: readonly string[],
): Promise<Map<string, Entry>> {
  const folders = ['', ...foldersOf(files)]
  const found = new Map<string, Entry>()
  const share = await lookAtShare(place)
  if (!share) return found

  const all = new Map([['', share]])
  for (const folder of folders) {
    const entry = all.get(folder)
    if (!entry) continue
    const below = folder === '' ? place.name : `${place.name}/${folder}`
    if (entry.kind !== 'folder') throw inTheWay(below, entry)
    for (const [name, each] of await readThere(place, folder)) {
      all.set(folder === '' ? name : `${folder}/${name}`, each)
    }
  }
  for (const file of files) {
    const entry = all.get(file)
    if (entry?.kind === 'other') throw inTheWay(`${place.name}/${file}`, entry)
    if (entry) found.set(file, entry)
  }
  return found
}

/**
 * What lies where the share's folder belongs.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE` where anything but folders is above it
 */
export async function lookAtShare(place: Place): Promise<Entry | undefined> {
  for (const above of foldersAbove(place.name).reverse()) {
    const entry = await lookAt(place.connection, pathTo({...place, name: above}))
    if (!entry) return undefined
    if (entry.kind !== 'folder') throw inTheWay(above, entry)
  }
  return await lookAt(place.connection, pathTo(place))
}

/** The error for something that lies where a file or a folder of ours belongs. */
export function inTheWay(below: string, {kind}: Entry): Error {
  const what = {file: 'a file', folder: 'a folder', link: 'a symlink', other: 'a special file'}
  return unsafe(below, `${what[kind]} is in its place`)
}

/** A folder that goes between two questions is empty. */
async function readThere(place: Place, folder: string): Promise<Map<string, Entry>> {
  try {
    const path = folder === '' ? pathTo(place) : pathTo(place, folder)
    return await readFolder(place.connection, path)
  } catch (error) {
    if (isMissingThere(error)) return new Map()
    throw error
  }
}
