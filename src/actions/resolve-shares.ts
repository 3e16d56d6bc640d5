import type {ShareRecord} from '../ledger/record.js'
import {stringOf} from '../session/json.js'
import {findShares, readShareID} from './find-shares.js'
import type {FindOptions, Surroundings} from './types.js'

/** What a person means by a word, and what the ledger knows of it. */
interface ResolvedShares {
  /** The session's id, where it was looked up; else the word as it was given. */
  id: string
  /** Oldest first; none when the ledger knows nothing of it. */
  records: ShareRecord[]
}

/**
 * The shares that a person means by an id, the start of one, a URL, or whatever
 * else `share` takes. What the ledger knows is answered without loading
 * anything, so that it works when the session is gone.
 *
 * @throws SessionpressError `SHARE_AMBIGUOUS`; `SESSION_*` and `SOURCE_*` when the session has to
 * be looked for
 */
export async function resolveShares(
  given: string | undefined,
  records: ShareRecord[],
  {source, onProgress}: FindOptions,
  surroundings: Surroundings,
): Promise<ResolvedShares> {
  if (given !== undefined && given !== 'latest' && given !== '-') {
    const known = findShares(given, records)
    if (known.length > 0 || isID(given)) return {id: given, records: known}
  }
  onProgress?.({step: 'looking for the session'})
  const {loadNative} = await import('../sources/registry.js')
  const {info} = await loadNative(given, {source}, surroundings)
  const id = stringOf(info.id) ?? ''
  return {id, records: findShares(id, records)}
}

/** What can only be an id needs no session behind it. */
function isID(given: string): boolean {
  return readShareID(given) !== undefined || /^(?:(?:ses|s)_\w*)?$/.test(given)
}
