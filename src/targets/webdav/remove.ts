import {inParallel} from '../../system/in-parallel.js'
import {foldersOf, inOrderOfRemoval} from '../layout.js'
import {checkReceipts, foldersAbove} from '../names.js'
import {unsafe} from '../safe-path.js'
import type {Receipt} from '../types.js'
import {type Dav, requestsAtOnce} from './client.js'
import {deleteAt, type Entries, listCollection} from './collection.js'
import {noCollection} from './explain.js'
import {clearStaging, removeIfEmpty} from './staging.js'

/** Remove the files of shares, and the collections that are empty then. */
export async function removeShares(dav: Dav, receipts: readonly Receipt[]): Promise<void> {
  checkReceipts(receipts)
  if (receipts.length === 0) return
  const root = await listCollection(dav, '')
  if (!root) throw noCollection(dav)
  await inParallel(receipts, requestsAtOnce, async ({path: name, files}) => {
    await clearStaging(dav, name, root)
    const names = files.map(({path}) => path)
    await removeFiles(dav, name, inOrderOfRemoval(names).flat())
    await removeIfEmpty(dav, name, `${name}/`)
    for (const above of foldersAbove(name)) await removeIfEmpty(dav, above, `${above}/`)
  })
}

/** Remove files of a share in the order given, then the collections below the share that held them. */
export async function removeFiles(dav: Dav, name: string, files: string[]): Promise<void> {
  const kinds = await kindsOf(dav, name, files)
  // DELETE would take a collection with everything in it. Refusing halfway would leave half a share.
  for (const file of files) {
    if (kinds.get(file) !== 'collection') continue
    throw unsafe(`${name}/${file}`, 'a collection is in its place')
  }
  for (const file of files) if (kinds.has(file)) await deleteAt(dav, `${name}/${file}`)
  for (const folder of foldersOf(files).reverse()) {
    await removeIfEmpty(dav, name, `${name}/${folder}/`)
  }
}

/** What lies where the files of a share would; what is not there is missing. */
export async function kindsOf(dav: Dav, name: string, files: Iterable<string>): Promise<Entries> {
  const kinds = new Map<string, 'file' | 'collection'>()
  const listings = new Map<string, Entries | undefined>()
  for (const file of files) {
    const at = file.lastIndexOf('/') + 1
    const folder = file.slice(0, at)
    if (!listings.has(folder)) {
      listings.set(folder, await listCollection(dav, `${name}/${folder}`))
    }
    const kind = listings.get(folder)?.get(file.slice(at))
    if (kind) kinds.set(file, kind)
  }
  return kinds
}
