import {SessionpressError} from '../../errors.js'
import type {Connection} from './connection.js'
import {lookThrough, makeFolder, resolvePath} from './sftp.js'

/**
 * The target's folder on the host, absolute and without symlinks: it may be reached through some,
 * so it is resolved once; nothing below may. `undefined` where it is not there.
 *
 * @param folder Absolute, or from the folder that a login begins in.
 */
export async function findRoot(
  connection: Connection,
  folder: string,
): Promise<string | undefined> {
  // Where it is a file, nothing of ours can lie.
  if ((await lookThrough(connection, folder))?.kind !== 'folder') return undefined
  return resolvePath(connection, folder)
}

/** The same, made where it is not there. */
export async function makeRoot(connection: Connection, folder: string): Promise<string> {
  const names = folder.split('/')
  for (const [index] of names.entries()) {
    const above = names.slice(0, index + 1).join('/')
    const entry = above === '' ? undefined : await lookThrough(connection, above)
    if (entry && entry.kind !== 'folder') throw isNoFolder(above)
    if (above !== '' && !entry) await makeFolder(connection, above)
  }
  return resolvePath(connection, folder)
}

function isNoFolder(folder: string): SessionpressError {
  return new SessionpressError('TARGET_UNAVAILABLE', `\`${folder}\` on the host is no folder.`, {
    hint: 'Name a folder.',
  })
}
