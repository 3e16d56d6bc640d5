import {readdir} from 'node:fs/promises'
import path from 'node:path'
import {markerFile} from '../../session/bundle.js'
import {readFacts} from '../disk-file.js'
import {look} from '../safe-path.js'
import type {PublishedFile} from '../types.js'
import type {Place} from './staging.js'

const fixedNames = new Set([markerFile, 'index.html', 'embed.html', 'session.md', 'session.json'])

/**
 * The files of a share that carries our marker, told from foreign ones by the
 * names that bundles use; `undefined` where no share of ours lies.
 */
export async function findShare(place: Place): Promise<PublishedFile[] | undefined> {
  if ((await look(place.root, `${place.name}/${markerFile}`)) !== 'file') return undefined

  const folder = path.join(place.root, place.name)
  const files: PublishedFile[] = []
  for (const entry of await readdir(folder, {withFileTypes: true})) {
    if (!entry.isFile() || !isBundleName(entry.name)) continue
    files.push({path: entry.name, ...(await readFacts(path.join(folder, entry.name)))})
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/**
 * Whether a bundle may hold a file of this name: a fixed one, or a kind of ours with the hash of
 * its content. Anything looser would take a person's own `team-picture.png` for a leftover.
 */
function isBundleName(name: string): boolean {
  return fixedNames.has(name) || hashedName.test(name)
}

const hashedName = /^(media|page|search)-[0-9a-f]{16}\.(png|jpg|gif|webp|avif|pdf|txt|html|js)$/
