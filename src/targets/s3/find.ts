import {markerFile} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {isBundleName} from '../bundle-name.js'
import {isShareName} from '../names.js'
import type {PublishedFile} from '../types.js'
import {keyOf, liveOf, lookInto, type Place} from './place.js'
import type {Store} from './store.js'

/**
 * The files of a share that carries our marker, told from foreign ones by the
 * names that bundles use; `undefined` where no share of ours lies.
 */
export async function findShare(place: Place, name: string): Promise<PublishedFile[] | undefined> {
  const live = liveOf(await lookInto(place, name))
  if (!live.has(markerFile)) return undefined
  const names = [...live.keys()].filter(isBundleName).sort()
  const files = await inParallel(names, 8, async (path) => {
    const facts = await place.store.hash(keyOf(place, name, path))
    return facts ? [{path, ...facts}] : []
  })
  return files.flat()
}

/** Names of the folders that carry our marker. */
export async function listShares(store: Store, prefix: string): Promise<string[]> {
  const folders = await store.listFolders(`${prefix}s_`)
  const names = folders.map((rest) => `s_${rest}`).filter(isShareName)
  const isOurs = await inParallel(
    names,
    16,
    async (name) => (await store.look(`${prefix}${name}/${markerFile}`)) !== 'absent',
  )
  return names.filter((_, index) => isOurs[index]).sort()
}
