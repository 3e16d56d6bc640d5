import {openCache} from '../../cache/open-cache.js'
import type {Pack} from '../../cache/pack.js'
import {cacheFolder} from '../../config/folders.js'
import {SessionpressError} from '../../errors.js'
import type {Surroundings} from '../types.js'

/** What was made of a session before; nothing where nobody knows a folder for it. */
export function openPieceCache(sessionID: string, surroundings: Surroundings): Pack | undefined {
  try {
    return openCache(cacheFolder(surroundings), sessionID)
  } catch (error) {
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
