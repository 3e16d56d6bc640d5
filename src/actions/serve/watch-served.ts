import {SessionpressError} from '../../errors.js'
import {isServed} from '../../ledger/record.js'
import {loadNative} from '../../sources/registry.js'
import {identifyStores, lookAtStore, type StoreLook} from '../../sources/store-look.js'
import {listSessions} from '../list-sessions.js'
import type {ServeContext} from './context.js'
import {readPublished} from './published.js'

/** What a look at the store of this machine says of shares, by their ids. */
interface StoreNews {
  /** Their session was deleted. */
  deleted: string[]
  /** Their session is not as it was when it was published, or never was. */
  changed: string[]
}

/** What is known of a share, to be compared with the store. */
interface KnownShare {
  shareID: string
  sessionID: string
  /** Stores that its session was read from. */
  stores: string[]
  /** When its session was changed last, as it was published. */
  updated?: number | undefined
}

/**
 * Looks for what clients do not tell. One that deletes a session that another process shared tells
 * nobody (reference 4.3); one that ends, as `opencode run` does, takes with it what it did not send
 * yet, which in earlier versions is everything; and what cannot be delivered is not sent again.
 *
 * A session counts as deleted when the very store that had it is there, can be read, and has it no
 * more at two looks.
 *
 * @returns What takes one look.
 */
export function watchServed(context: ServeContext): () => Promise<StoreNews> {
  let missing = new Set<string>()
  let looked: StoreLook | undefined
  const seen = new Map<string, number>()
  return async () => {
    const look = await lookAtStore(context.source, context.surroundings)
    const isUntouched = look.content !== undefined && isSameLook(look, looked)
    // Who was missed is looked for once more, whatever was written.
    if (isUntouched && missing.size === 0) return {deleted: [], changed: []}
    // A server for others may keep thousands of shares, and has no store.
    const there = await readStores(context)
    if (!there) return {deleted: [], changed: []}
    looked = look
    const shares = await sharesOf(context)
    const absent = shares.filter(
      ({sessionID, stores}) =>
        stores.length > 0 &&
        !there.sessions.has(sessionID) &&
        stores.every((store) => there.stores.has(store)),
    )
    // Nobody deletes everything at once.
    const isEmptied = there.sessions.size === 0 && absent.length > 1
    const before = missing
    missing = new Set(isEmptied ? [] : absent.map(({shareID}) => shareID))
    const deleted: string[] = []
    for (const {shareID, sessionID} of absent) {
      if (!missing.has(shareID) || !before.has(shareID)) continue
      // A list may be of one project, or cut short.
      if (await isGone(context, sessionID)) deleted.push(shareID)
    }
    return {deleted, changed: shares.filter(isChanged).map(({shareID}) => shareID)}

    function isChanged({shareID, sessionID, updated: known}: KnownShare): boolean {
      const updated = there?.sessions.get(sessionID)
      if (updated === undefined || updated === (seen.get(shareID) ?? known)) return false
      seen.set(shareID, updated)
      return true
    }
  }
}

function isSameLook(one: StoreLook, other: StoreLook | undefined): boolean {
  return one.identity === other?.identity && one.content === other.content
}

async function isGone({source, surroundings}: ServeContext, sessionID: string): Promise<boolean> {
  try {
    await loadNative(sessionID, {source}, surroundings)
    return false
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    return error.code === 'SESSION_NOT_FOUND'
  }
}

async function sharesOf(context: ServeContext): Promise<KnownShare[]> {
  const shares: KnownShare[] = []
  for (const {shareID, sessionID, state} of (await context.ledger.list()).records.filter(
    isServed,
  )) {
    if (state === 'removing') continue
    const {stores = [], updated} = (await readPublished(context, shareID)) ?? {}
    shares.push({shareID, sessionID, stores, updated})
  }
  return shares
}

/** `undefined` where a store cannot be read just now: that says nothing about its sessions. */
async function readStores({source, surroundings}: ServeContext) {
  try {
    const stores = await identifyStores(source, surroundings)
    const listed = await listSessions({surroundings, ...(source !== undefined && {source})})
    const sessions = new Map(listed.map(({id, updated = 0}) => [id, updated]))
    return {stores: new Set(stores), sessions}
  } catch (error) {
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
