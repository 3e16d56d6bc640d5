import {createHash} from 'node:crypto'
import {type Content, markerFile} from '../../session/bundle.js'
import {isBundleName} from '../bundle-name.js'
import {isRootFile, isShareName, splitPath} from '../names.js'
import type {Place} from './clone.js'
import {type Listing, pathIn} from './listing.js'

interface OwnFile extends Content {
  /** The id that git gives it. */
  oid: string
}

/**
 * Files of our own in the root of a branch that is ours alone: one that keeps GitHub from building
 * a site out of the pages, and the page that visitors get for what is not there, which names nothing.
 */
export const ownFiles: ReadonlyMap<string, OwnFile> = new Map([
  ['.nojekyll', textOf('')],
  [
    '404.html',
    textOf(
      '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<meta name="robots" content="noindex">\n<meta name="viewport" content="width=device-width">\n<title>Not found</title>\n<p>There is no such page.</p>\n</html>\n',
    ),
  ],
])

/** Whether nothing but shares and files of ours lies in a branch, as in a new one. */
export function isOursAlone(listing: Listing, place: Pick<Place, 'folder'>): boolean {
  const start = place.folder ? `${place.folder}/` : ''
  for (const [path, {oid}] of listing) {
    if (oid === ownFiles.get(path)?.oid) continue
    if (!path.startsWith(start)) return false
    const below = path.slice(start.length)
    const [, name = '', file = ''] = splitPath(below) ?? []
    if (isRootFile(`/${below}`)) continue
    if (!isShareName(name) || !isBundleName(file)) return false
    if (!listing.has(pathIn(place, name, markerFile))) return false
  }
  return true
}

function textOf(text: string): OwnFile {
  const bytes = Buffer.from(text)
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    async *read() {
      yield bytes
    },
    oid: createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex'),
  }
}
