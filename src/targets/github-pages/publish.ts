import type {Bundle} from '../../session/bundle.js'
import {taken} from '../names.js'
import {unsafe} from '../safe-path.js'
import type {Receipt} from '../types.js'
import {fetchTip, pushTip, untilFirst} from './branch.js'
import {type Clone, tidyClone} from './clone.js'
import {type Change, findBase, messages, removedMode} from './commits.js'
import {findFiles} from './find.js'
import {writeBlobs} from './import-objects.js'
import {checkFileSizes, checkSiteSize} from './limits.js'
import {type Entry, isFile, type Listing, listBelow, listCommit, pathIn} from './listing.js'
import {isOursAlone, ownFiles} from './own-files.js'
import {splitTracked} from './remote.js'
import {toBytes, writeCommit} from './write-commit.js'

/** Put a bundle into a folder of the branch, new or over an earlier one, with one push. */
export async function publishShare(
  clone: Clone,
  bundle: Bundle,
  name: string,
  previous: Receipt | undefined,
): Promise<void> {
  for (const file of bundle.keys()) splitTracked(file)
  checkFileSizes(bundle)
  const share = pathIn(clone, name)
  const old = previous?.files.map(({path}) => path)
  let written: Map<string, string> | undefined

  await untilFirst(clone, async () => {
    const tip = await fetchTip(clone)
    const listing = await listCommit(clone, tip)
    refuseCollisions(listing, share, bundle)
    const there = listBelow(listing, share)
    const known = old ?? findFiles(there)
    if (!known && there.size > 0) throw taken(share)
    checkSiteSize(bundle, listing, share)

    written ??= await writeBlobs(clone, bundle)
    const changes = compare(there, written, new Set(known)).map((change) => ({
      ...change,
      path: toBytes(`${share}/${change.path}`),
    }))
    if (isOursAlone(listing, clone)) changes.push(...(await writeOwn(clone, listing)))
    return changes.length === 0 || (await commitAndPush(clone, tip, changes))
  })
  await tidyClone(clone)
}

/** Files of our own that a branch of ours alone does not have yet. */
async function writeOwn(clone: Clone, listing: Listing): Promise<Change[]> {
  const missing = new Map([...ownFiles].filter(([path]) => !listing.has(path)))
  if (missing.size === 0) return []
  const written = await writeBlobs(clone, missing)
  return [...written].map(([path, oid]) => ({mode: '100644', oid, path}))
}

/** One commit upon what others made. Where the host keeps every commit it goes upon the tip instead. */
async function commitAndPush(
  clone: Clone,
  tip: string | undefined,
  changes: Change[],
): Promise<true | undefined> {
  const base = tip && (await findBase(clone, tip))
  for (const parent of new Set([base, tip])) {
    const commit = {from: tip, parent, changes, message: messages.publish}
    const push = await pushTip(clone, tip, await writeCommit(clone, commit))
    if (push.type === 'done') return true
    if (push.type === 'lost') return undefined
    if (parent === tip) throw push.error
  }
  return undefined
}

/** Everything on the way to a file must be a folder, and what is in its place a file. */
function refuseCollisions(listing: Listing, share: string, bundle: Bundle): void {
  for (const file of bundle.keys()) {
    const names = `${share}/${file}`.split('/')
    for (const [index] of names.entries()) {
      const folder = names.slice(0, index).join('/')
      if (folder.length <= share.length && listing.has(folder)) throw taken(folder)
      if (listing.has(folder)) throw unsafe(`${share}/${file}`, `\`${folder}\` is a file`)
    }
  }
}

/** What has to change in a share's folder; paths count from there. */
function compare(
  there: ReadonlyMap<string, Entry>,
  written: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): Change[] {
  const changes: Change[] = []
  for (const [path, oid] of written) {
    const entry = there.get(path)
    if (entry && !isFile(entry)) throw unsafe(path, 'it is a symlink or another repository there')
    if (!entry && isFolder(there, path)) throw unsafe(path, 'a folder is in its place')
    if (entry?.oid === oid) continue
    if (entry && !known.has(path)) throw taken(path)
    changes.push({mode: '100644', oid, path})
  }
  const leftovers = [...known].filter((path) => !written.has(path) && there.has(path))
  return [...changes, ...leftovers.map((path) => ({mode: removedMode, oid: '', path}))]
}

function isFolder(there: ReadonlyMap<string, Entry>, path: string): boolean {
  return [...there.keys()].some((file) => file.startsWith(`${path}/`))
}
