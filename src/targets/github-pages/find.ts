import {markerFile} from '../../session/bundle.js'
import {isBundleName} from '../bundle-name.js'
import {isShareName} from '../names.js'
import type {PublishedFile} from '../types.js'
import type {Clone} from './clone.js'
import {type Entry, isFile, type Listing} from './listing.js'
import {hashBlobs} from './read-objects.js'

/** The files of a share that carries our marker, by the names that bundles use; `undefined` where there is none. */
export function findFiles(there: ReadonlyMap<string, Entry>): string[] | undefined {
  if (!hasMarker(there.get(markerFile))) return undefined
  return [...there]
    .filter(([path, entry]) => isBundleName(path) && isFile(entry))
    .map(([path]) => path)
}

/** Size and hash of each of these files. */
export async function describeFiles(
  clone: Clone,
  there: ReadonlyMap<string, Entry>,
  files: readonly string[],
): Promise<PublishedFile[]> {
  const wanted = new Set(files)
  const entries = [...there].filter(([path]) => wanted.has(path))
  const hashes = await hashBlobs(
    clone,
    entries.map(([, entry]) => entry),
  )
  return entries.map(([path, {oid, size}]) => ({path, size, sha256: hashes.get(oid) ?? ''}))
}

/** Names of the shares that carry our marker. */
export function findNames(listing: Listing, {folder}: Pick<Clone, 'folder'>): string[] {
  const start = folder ? `${folder}/` : ''
  return [...listing]
    .filter(([path, entry]) => path.startsWith(start) && hasMarker(entry))
    .flatMap(([path]) => {
      const [name = '', file, ...more] = path.slice(start.length).split('/')
      return isShareName(name) && file === markerFile && more.length === 0 ? [name] : []
    })
    .sort()
}

function hasMarker(entry: Entry | undefined): boolean {
  return entry !== undefined && isFile(entry)
}
