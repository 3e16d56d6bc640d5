import type {Bundle} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {foldersOf, isBeside, nameBeside} from '../layout.js'
import {readContent} from '../read-content.js'
import type {Connection} from './connection.js'
import {failed, isMissingThere} from './failures.js'
import {type Place, pathTo} from './place.js'
import {lookAt, makeFolder, readFolder, removeFile, removeFolder} from './sftp.js'
import {settle, writeFile} from './transfer.js'

/**
 * Carries files into a folder on the host, quicker than one by one; false where that cannot be
 * done. `basis` is a folder that may hold former versions of them.
 */
export type Carrier = (
  connection: Connection,
  files: Bundle,
  folder: string,
  basis: string | undefined,
) => Promise<boolean>

/** Path of a folder beside the share to write into before anything of the share changes. */
export function nameStaging({root, name}: Pick<Place, 'root' | 'name'>): string {
  return pathTo({root, name: nameBeside(name, 'partial')})
}

/** Write files into a new staging folder, whole and safe on the host's disk when this resolves. */
export async function stage(
  place: Place,
  staging: string,
  files: Bundle,
  carry: Carrier,
  basis?: string,
): Promise<void> {
  const {connection} = place
  await makeFolder(connection, staging)
  if (!(await carry(connection, files, staging, basis))) {
    for (const folder of foldersOf(files.keys()))
      await makeFolder(connection, `${staging}/${folder}`)
    for (const [file, content] of files) {
      await writeFile(connection, `${staging}/${file}`, await readContent(file, content))
    }
  }
  await inParallel(files, 8, async ([file, {size}]) => {
    await settle(connection, `${staging}/${file}`)
    const entry = await lookAt(connection, `${staging}/${file}`)
    if (entry?.kind === 'file' && entry.size === size) return
    const why = entry ? `it holds ${entry.size} of ${size} bytes` : 'it is not there'
    throw failed('full', `write \`${staging}/${file}\`: ${why}`)
  })
}

/** Remove what killed runs left of these shares' staging folders. */
export async function clearStaging(
  connection: Connection,
  root: string,
  names: ReadonlySet<string>,
): Promise<void> {
  for (const [name, {kind}] of await readFolder(connection, root)) {
    if (kind !== 'folder') continue
    if (![...names].some((share) => isBeside(name, share, 'partial'))) continue
    await removeTree(connection, pathTo({root, name}))
  }
}

/** Remove a folder of ours with everything in it. */
export async function removeTree(connection: Connection, folder: string): Promise<void> {
  try {
    for (const [name, {kind}] of await readFolder(connection, folder)) {
      if (kind === 'folder') await removeTree(connection, `${folder}/${name}`)
      else await removeFile(connection, `${folder}/${name}`)
    }
    await removeFolder(connection, folder)
  } catch (error) {
    if (!isMissingThere(error)) throw error
  }
}
