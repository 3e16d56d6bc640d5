import {readdir} from 'node:fs/promises'
import path from 'node:path'
import {markerFile} from '../../session/bundle.js'
import {isBundleName} from '../bundle-name.js'
import {readFacts} from '../disk-file.js'
import {look} from '../safe-path.js'
import type {PublishedFile} from '../types.js'
import {holdBelow} from './hold-folder.js'
import type {Place} from './staging.js'

/**
 * The files of a share that carries our marker, told from foreign ones by the
 * names that bundles use; `undefined` where no share of ours lies.
 */
export async function findShare(place: Place): Promise<PublishedFile[] | undefined> {
  if ((await look(place.root, `${place.name}/${markerFile}`)) !== 'file') return undefined

  const files: PublishedFile[] = []
  await holdBelow(place.root, place.name, async (held) => {
    for (const entry of await readdir(held, {withFileTypes: true})) {
      if (!entry.isFile() || !isBundleName(entry.name)) continue
      files.push({path: entry.name, ...(await readFacts(path.join(held, entry.name)))})
    }
  })
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}
