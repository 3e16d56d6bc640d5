import {askFor} from './answer.js'
import type {Connection} from './connection.js'
import {failed, failureOf} from './failures.js'
import {kinds, text} from './packet.js'

/**
 * A step that failed for no reason that SFTP has a word for may have met a full disk. Ask how much
 * room there is, and tell the error of a full disk where there is none.
 */
export async function findFull(
  connection: Connection,
  folder: string,
  error: unknown,
): Promise<unknown> {
  const failure = failureOf(error)
  if (failure?.reason !== 'failed') return error
  if (!connection.extensions.has(statvfs)) return error
  const parts = [text(statvfs), text(folder)]
  const question = {kind: kinds.extended, parts, doing: `look at \`${folder}\``}
  try {
    const packet = await askFor(connection, kinds.extendedReply, question)
    const [, , , , blocks, files, , freeFiles] = Array.from({length: 8}, () => packet.longNumber())
    // Some file systems count no files at all.
    const isFull = blocks === 0 || (files !== 0 && freeFiles === 0)
    return isFull ? failed('full', failure.said) : error
  } catch {
    // The first failure is the one to tell.
    return error
  }
}

/** Block size, fragment size, blocks, free, free for us, files, free files, free files for us. */
const statvfs = 'statvfs@openssh.com'
