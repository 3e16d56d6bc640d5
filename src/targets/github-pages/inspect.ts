import type {Presence, PublishedFile, Receipt} from '../types.js'
import {fetchTip} from './branch.js'
import type {Clone} from './clone.js'
import {readHistory} from './history.js'
import {type Entry, isFile, type Listing, listCommit, pathIn} from './listing.js'
import {hashBlobs} from './read-objects.js'
import {findOwned, findTraces} from './traces.js'

/**
 * Compare receipts with what the remote's branch holds. A share is gone when no commit of the branch
 * holds it, or when only such do as cannot be rewritten; the removal has told of those.
 */
export async function inspectShares(
  clone: Clone,
  receipts: readonly Receipt[],
  allowRewrite: boolean,
): Promise<Presence[]> {
  if (receipts.length === 0) return []
  const tip = await fetchTip(clone)
  const listing = await listCommit(clone, tip)
  const shares = receipts.map((receipt) => findOwned(clone, listing, receipt))
  const absent = shares.filter(({present}) => present.length === 0)
  // The history matters only of what is not there any more.
  const history = tip && absent.length > 0 ? await readHistory(clone, tip) : []
  const {free, refused} = findTraces(clone, history, absent, allowRewrite)
  const isRight = await compareFiles(clone, listing, receipts)

  return shares.map((share) => {
    const {receipt, present} = share
    const wrong = receipt.files.filter((file) => !isRight(receipt, file)).map(({path}) => path)
    return {
      isReachable: true,
      isComplete: wrong.length === 0,
      isGone: present.length === 0 && (!free.has(share) || refused.has(share)),
      present,
      wrong,
    }
  })
}

/** Whether a file of a receipt lies there with its size and content, read only where the size is right. */
async function compareFiles(
  clone: Clone,
  listing: Listing,
  receipts: readonly Receipt[],
): Promise<(receipt: Receipt, file: PublishedFile) => boolean> {
  const entryOf = (receipt: Receipt, {path, size}: PublishedFile): Entry | undefined => {
    const entry = listing.get(pathIn(clone, receipt.path, path))
    return entry && isFile(entry) && entry.size === size ? entry : undefined
  }
  const entries = receipts.flatMap((receipt) =>
    receipt.files.flatMap((file) => entryOf(receipt, file) ?? []),
  )
  const hashes = await hashBlobs(clone, entries)
  return (receipt, file) => {
    const entry = entryOf(receipt, file)
    return entry !== undefined && hashes.get(entry.oid) === file.sha256
  }
}
