import type {Ledger} from '../../ledger/ledger.js'
import {openItemLog} from '../../server/item-log.js'
import type {ServeContext} from './context.js'

/**
 * Shares of which something came that nobody has published yet, as every instance over one bucket
 * can see them: the instance that took it in may be gone. A folder has one instance, which looks
 * through all its shares when it starts.
 */
const prefix = 'serve-news/'

/** There is news of a share. */
export async function markNews({ledger}: ServeContext, shareID: string): Promise<void> {
  if (ledger.folder === undefined) await ledger.shelf.write(prefix + shareID, new Uint8Array([1]))
}

/** All that had come for a share by batch `last` was looked at. */
export async function clearNews(
  {ledger, openLog}: ServeContext,
  shareID: string,
  last: number,
): Promise<void> {
  if (ledger.folder !== undefined) return
  await ledger.shelf.remove([prefix + shareID])
  // What came in between marked it before it was unmarked.
  if ((await openLog(shareID).last()) > last) {
    await ledger.shelf.write(prefix + shareID, new Uint8Array([1]))
  }
}

/** Forget all that came for a share: it was taken down. */
export async function forgetServed({shelf, folder}: Ledger, shareID: string): Promise<void> {
  await openItemLog(shelf, shareID).drop()
  if (folder === undefined) await shelf.remove([prefix + shareID])
}

/**
 * Looks for what another instance over the same bucket left.
 *
 * @returns What takes one look, and tells the shares that were there at the one before too: those of
 * running instances are published sooner than that.
 */
export function watchNews({ledger}: ServeContext): () => Promise<string[]> {
  let before = new Set<string>()
  return async () => {
    const marked = await ledger.shelf.list(prefix)
    const left = marked.filter((name) => before.has(name))
    before = new Set(marked)
    return left.map((name) => name.slice(prefix.length))
  }
}
