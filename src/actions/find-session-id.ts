import {SessionpressError} from '../errors.js'
import type {FindOptions, Surroundings} from './types.js'

/**
 * The whole id of a session that the ledger does not know, without reading the
 * session. One that no store has is told as a warning and comes back as it was given.
 *
 * @throws SessionpressError `SESSION_AMBIGUOUS`
 */
export async function findSessionID(
  given: string,
  {source: locator, onWarning}: FindOptions,
  surroundings: Surroundings,
): Promise<string> {
  if (!given.startsWith('ses_')) return given
  try {
    const [{openSource}, {chooseByID}] = await Promise.all([
      import('../sources/registry.js'),
      import('../sources/choose.js'),
    ])
    const source = await openSource(locator, surroundings)
    try {
      const found = chooseByID(await source.list(), given)
      if (found) return found.id
      // A server's list is cut, so it proves nothing.
      if (source.type !== 'opencode-server') onWarning?.(`No session \`${given}\` was found.`)
    } finally {
      await source.close()
    }
  } catch (error) {
    if (!(error instanceof SessionpressError) || error.code === 'SESSION_AMBIGUOUS') throw error
    // That nothing is shared is known without a store.
  }
  return given
}
