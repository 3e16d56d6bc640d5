import {SessionpressError} from '../../errors.js'
import {openSource} from '../../sources/registry.js'
import type {Surroundings} from '../types.js'

/** The folder that a session was made in, where a store of this machine knows it. */
export async function findFolderOf(
  sessionID: string,
  {surroundings, source}: {surroundings: Surroundings; source: string | undefined},
): Promise<string | undefined> {
  try {
    const store = await openSource(source, surroundings)
    try {
      return (await store.list()).find(({id}) => id === sessionID)?.directory
    } finally {
      await store.close()
    }
  } catch (error) {
    // A server for others need not have OpenCode itself.
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
