import {SessionpressError} from '../../errors.js'
import {isServed} from '../../ledger/record.js'
import {identifyStores} from '../../sources/identify-stores.js'
import {openSource} from '../../sources/registry.js'
import type {ServeContext} from './context.js'
import {readPublished} from './published.js'

/**
 * Looks for shares whose session was deleted from the store of this machine: a client that deletes a
 * session that another process shared tells nobody (reference 4.3).
 *
 * A session counts as deleted when the very store that had it is there, can be read, and has it no
 * more at two looks.
 *
 * @returns What takes one look, and tells the ids of shares whose session is gone.
 */
export function watchForDeleted(context: ServeContext): () => Promise<string[]> {
  let missing = new Set<string>()
  return async () => {
    const shares = await sharesOfThisMachine(context)
    if (shares.length === 0) return []
    const there = await readStores(context)
    if (!there) return []
    const absent = shares.filter(
      ({sessionID, stores}) =>
        !there.sessions.has(sessionID) && stores.every((store) => there.stores.has(store)),
    )
    const before = missing
    missing = new Set(absent.map(({shareID}) => shareID))
    return [...missing].filter((shareID) => before.has(shareID))
  }
}

async function sharesOfThisMachine(context: ServeContext) {
  const shares: {shareID: string; sessionID: string; stores: string[]}[] = []
  for (const {shareID, sessionID, state} of (await context.ledger.list()).records.filter(
    isServed,
  )) {
    if (state === 'removing') continue
    const {stores = []} = (await readPublished(context, shareID)) ?? {}
    if (stores.length > 0) shares.push({shareID, sessionID, stores})
  }
  return shares
}

/** `undefined` where a store cannot be read just now: that says nothing about its sessions. */
async function readStores({source, surroundings}: ServeContext) {
  try {
    const stores = await identifyStores(source, surroundings)
    const store = await openSource(source, surroundings)
    try {
      const sessions = new Set((await store.list()).map(({id}) => id))
      return {stores: new Set(stores), sessions}
    } finally {
      await store.close()
    }
  } catch (error) {
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
