import type {Version} from '../../system/s3/list.js'
import {isBundleName} from '../bundle-name.js'
import {isOfShare} from '../names.js'
import type {Store} from './store.js'

/** Where the shares of one target lie. */
export interface Place {
  store: Store
  /** Begin of every key: empty, or ending in `/`. */
  prefix: string
  /** Whether the bucket keeps former versions, or may. */
  isVersioned: boolean
  /** Whether the page lies under the key of the share's folder, too. */
  hasFolderKey: boolean
}

/** One version of a file in a share's folder. */
export interface Found extends Version {
  /** Name in the folder; empty for the object whose key is the folder's own. */
  file: string
}

/** Name of the object whose key is the folder's own, as `Found` gives it. */
export const folderKey = ''

/** Whether visitors come in by this file: it appears last and goes first. */
export function isEntry(file: string): boolean {
  return file === 'index.html' || file === folderKey
}

export function keyOf({prefix}: Place, name: string, file: string): string {
  return `${prefix}${name}/${file}`
}

/** Everything in a share's folder: what is served, and every version of it and of what was. */
export async function lookInto(place: Place, name: string): Promise<Found[]> {
  const folder = keyOf(place, name, '')
  const versions = await place.store.list(folder, place.isVersioned)
  return versions
    .filter(({key}) => key.startsWith(folder))
    .map((version) => ({...version, file: version.key.slice(folder.length)}))
}

/** What a visitor finds, by its name. */
export function liveOf(found: readonly Found[]): Map<string, Found> {
  const live = found.filter(({isLatest, isMarker}) => isLatest && !isMarker)
  return new Map(live.map((each) => [each.file, each]))
}

/**
 * Files of ours in a share's folder: those that are known, and besides what no receipt may list any
 * more: the page under the folder's key, and hidden versions of what earlier bundles held. A live
 * file that nobody lists may be somebody else's, whatever its name.
 */
export async function ownFiles(
  place: Place,
  name: string,
  found: readonly Found[],
  known: Iterable<string>,
): Promise<Set<string>> {
  const own = new Set(known)
  const live = liveOf(found)
  for (const {file} of found) {
    if (isOfShare(name) && isBundleName(file) && !live.has(file)) own.add(file)
  }
  if (await ownsFolderKey(place, name, found)) own.add(folderKey)
  return own
}

async function ownsFolderKey(place: Place, name: string, found: readonly Found[]) {
  const versions = found.filter(({file}) => file === folderKey)
  const newest = versions.find(({isMarker}) => !isMarker)
  if (newest) return (await place.store.look(newest.key, newest.id)) === 'noted'
  return versions.length > 0 && isOfShare(name)
}
