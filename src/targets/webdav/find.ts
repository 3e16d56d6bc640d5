import {markerFile} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {isBundleName} from '../bundle-name.js'
import {isSame} from '../disk-file.js'
import {checkReceipts, isShareName} from '../names.js'
import type {Presence, PublishedFile, Receipt} from '../types.js'
import {type Dav, requestsAtOnce} from './client.js'
import {listCollection, readFacts} from './collection.js'
import {noCollection} from './explain.js'

/**
 * The files of a share that carries our marker, told from foreign ones by the
 * names that bundles use; `undefined` where no share of ours lies.
 */
export async function findFiles(dav: Dav, name: string): Promise<PublishedFile[] | undefined> {
  const entries = await listCollection(dav, `${name}/`)
  if (entries?.get(markerFile) !== 'file') return undefined
  const files: PublishedFile[] = []
  for (const [file, kind] of entries) {
    if (kind !== 'file' || !isBundleName(file)) continue
    const facts = await readFacts(dav, `${name}/${file}`)
    if (typeof facts !== 'string') files.push({path: file, ...facts})
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** Names of the shares that carry our marker, sorted. */
export async function listShares(dav: Dav): Promise<string[]> {
  const root = await listCollection(dav, '')
  if (!root) throw noCollection(dav)
  const names = [...root].flatMap(([name, kind]) =>
    kind === 'collection' && isShareName(name) ? [name] : [],
  )
  const ours: string[] = []
  await inParallel(names, requestsAtOnce, async (name) => {
    const entries = await listCollection(dav, `${name}/`)
    if (entries?.get(markerFile) === 'file') ours.push(name)
  })
  return ours.sort()
}

/** Read back what lies there of each receipt. */
export async function inspectShares(dav: Dav, receipts: readonly Receipt[]): Promise<Presence[]> {
  checkReceipts(receipts)
  if (receipts.length === 0) return []
  const isReachable = (await listCollection(dav, '')) !== undefined
  return await inParallel(receipts, requestsAtOnce, (receipt) =>
    inspectShare(dav, receipt, isReachable),
  )
}

async function inspectShare(dav: Dav, receipt: Receipt, isReachable: boolean): Promise<Presence> {
  const present: string[] = []
  const wrong: string[] = []
  for (const file of receipt.files) {
    const found = isReachable ? await readFacts(dav, `${receipt.path}/${file.path}`) : 'absent'
    if (found !== 'absent') present.push(file.path)
    if (typeof found === 'string' || !isSame(found, file)) wrong.push(file.path)
  }
  const [isComplete, isGone] = [wrong.length === 0, present.length === 0]
  return {isReachable, isComplete, isGone, present, wrong}
}
