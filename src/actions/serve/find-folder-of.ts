import {SessionpressError} from '../../errors.js'
import {listSessions} from '../list-sessions.js'
import type {Surroundings} from '../types.js'

/** The folder that a session was made in, where a store of this machine knows it. */
export async function findFolderOf(
  sessionID: string,
  {surroundings, source}: {surroundings: Surroundings; source: string | undefined},
): Promise<string | undefined> {
  try {
    const sessions = await listSessions({surroundings, ...(source !== undefined && {source})})
    return sessions.find(({id}) => id === sessionID)?.directory
  } catch (error) {
    // A server for others need not have OpenCode itself.
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}
