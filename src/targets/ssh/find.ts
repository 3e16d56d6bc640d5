import {markerFile} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {isBundleName} from '../bundle-name.js'
import {isShareName} from '../names.js'
import type {PublishedFile} from '../types.js'
import type {Connection} from './connection.js'
import {type Place, pathTo, surveyFiles} from './place.js'
import {lookAt, readFolder} from './sftp.js'
import {readFacts} from './transfer.js'

/** The names of a share's files, told from foreign ones; `undefined` where none of ours lies. */
export async function findNames(place: Place): Promise<Map<string, number> | undefined> {
  const marker = (await surveyFiles(place, [markerFile])).get(markerFile)
  if (marker?.kind !== 'file') return undefined
  const names = new Map<string, number>()
  for (const [name, {kind, size}] of await readFolder(place.connection, pathTo(place))) {
    if (kind === 'file' && isBundleName(name)) names.set(name, size)
  }
  return names
}

/** The files of a share that carries our marker; `undefined` where no share of ours lies. */
export async function findShare(place: Place): Promise<PublishedFile[] | undefined> {
  const names = await findNames(place)
  if (!names) return undefined
  const files: PublishedFile[] = []
  for (const [path, size] of names) {
    files.push({path, ...(await readFacts(place.connection, pathTo(place, path), size))})
  }
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** Names of the folders below the root that carry our marker. What is a symlink is none of ours. */
export async function listShares(connection: Connection, root: string): Promise<string[]> {
  const shares: string[] = []
  await inParallel(await readFolder(connection, root), sharesAtOnce, async ([name, {kind}]) => {
    if (kind !== 'folder' || !isShareName(name)) return
    const marker = await lookAt(connection, pathTo({root, name}, markerFile))
    if (marker?.kind === 'file') shares.push(name)
  })
  return shares.sort()
}

/** Shares that are asked about before the first answer has come. */
export const sharesAtOnce = 32
