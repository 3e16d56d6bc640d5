import {setTimeout as wait} from 'node:timers/promises'
import type {Way} from './command.js'
import {type Connection, connect} from './connection.js'
import {explainSshError, isPassing} from './explain.js'
import {failureOf} from './failures.js'
import {findFull} from './room.js'
import {alone, isAboutSharing, prepareSharing, type Sharing} from './sharing.js'

interface Errand {
  /** What it is, for a person who reads why it failed. */
  doing: string
  /** The folder that it is about, on the host. */
  folder: string
  /** Whether other programs are run besides. @default false */
  isShared?: boolean
}

/**
 * Do something on a host over one connection, which ends with it. A connection that is cut or
 * refused is tried again, with everything that was done over it.
 *
 * @throws SessionpressError `TARGET_*`
 */
export async function onHost<Result>(
  way: Way,
  errand: Errand,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(way, errand, work)
    } catch (error) {
      if (tries === mostTries || !isPassing(error))
        throw explainSshError(error, way.host, errand.doing)
      await wait(tries * pause * (0.5 + Math.random()))
    }
  }
}

const mostTries = 3

/** Milliseconds to wait after the first failure. */
const pause = 400

async function once<Result>(
  way: Way,
  {folder, isShared = false}: Errand,
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  const sharing = isShared ? await prepareSharing(way) : alone
  try {
    const connection = await connectSharing(way, sharing)
    try {
      return await work(connection)
    } catch (error) {
      throw await findFull(connection, folder, error)
    } finally {
      await connection.close()
    }
  } finally {
    await sharing.end()
  }
}

/** Where the socket is what fails, there is none. */
async function connectSharing(way: Way, sharing: Sharing): Promise<Connection> {
  try {
    return await connect(way, sharing)
  } catch (error) {
    const said = failureOf(error)?.said ?? ''
    if (sharing === alone || !isAboutSharing(said)) throw error
    return await connect(way, alone)
  }
}
