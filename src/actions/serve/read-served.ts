import {SessionpressError} from '../../errors.js'
import {type ItemState, openItemLog} from '../../server/item-log.js'
import {numberOf, objectOf} from '../../session/json.js'
import type {NativeSession} from '../../session/native.js'
import {isWholeID} from '../../sources/choose.js'
import {nativeOfRaw} from '../../sources/opencode/native.js'
import {cutOpenEnds} from '../../sources/opencode/open-ends.js'
import {nativeOfItems} from '../../sources/opencode/share-items.js'
import {trimSession} from '../../sources/opencode/trim.js'
import {loadNative} from '../../sources/registry.js'
import {identifyStores} from '../../sources/store-look.js'
import {projectsOf} from '../projects-of.js'
import type {ServeContext} from './context.js'

/** A session that OpenCode's client shares, as it is known best. */
export interface ServedSession {
  native: NativeSession
  /** Numbers of values that were masked when they came in; none where the store of this machine has the session. */
  earlier: ReadonlyMap<string, number>
  /** Folders of this machine that it worked in and does not name any more, since what was sent is masked. */
  folders: readonly string[]
  /** Stores of this machine that it was read from, as they are told apart. */
  stores: string[]
  /** Number of the last batch of items; 0 where the store is all there is. */
  last: number
  /** When the store says that it was changed last; `undefined` where it was not read from there. */
  updated?: number
}

/**
 * A session from the store of this machine, where it is there, else from what its client sent.
 *
 * The store knows what the protocol does not tell: todos, subagents, messages that were deleted, and
 * syncs that got lost. Where the client is ahead of the store, as with a copy of the session from
 * another machine, what it sent counts.
 *
 * @returns `undefined` where nothing has come yet, and the store does not have it.
 */
export async function readServed(
  context: Pick<ServeContext, 'ledger' | 'surroundings' | 'source'>,
  {shareID, sessionID}: {shareID: string; sessionID: string},
): Promise<ServedSession | undefined> {
  const state = await openItemLog(context.ledger.shelf, shareID).read()
  const sent = compose(state, sessionID)
  const local = await readLocal(context, sessionID)
  const {last, numbers: earlier, folders} = state
  if (local && (!sent || updatedAt(local) >= updatedAt(sent))) {
    const stores = await identifyStores(context.source, context.surroundings)
    return {native: local, earlier: new Map(), folders, stores, last, updated: updatedAt(local)}
  }
  // Whatever a client says of it, what the project demands that the store knows counts.
  const all = local ? [...projectsOf(local), ...folders] : folders
  return sent && {native: sent, earlier, folders: all, stores: [], last}
}

/** What has come as one session; `undefined` where not even the session itself has. */
function compose({items}: ItemState, sessionID: string): NativeSession | undefined {
  const raw = nativeOfItems([...items.values()].map(({type, data}) => ({type, data})))
  if (!raw) return undefined
  // Whatever it calls itself, or does not: its share is that of the session whose client sends it.
  return trimSession(nativeOfRaw({...raw, info: {...raw.info, id: sessionID}}))
}

async function readLocal(
  {surroundings, source}: Pick<ServeContext, 'surroundings' | 'source'>,
  sessionID: string,
): Promise<NativeSession | undefined> {
  // What is no whole id may name a file, or be the start of another session's.
  if (!isWholeID(sessionID)) return undefined
  try {
    return cutOpenEnds(await loadNative(sessionID, {source}, surroundings))
  } catch (error) {
    // No store, another machine's session, an empty one: what was sent is what there is.
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}

function updatedAt({info}: NativeSession): number {
  return numberOf(objectOf(info.time).updated) ?? 0
}
