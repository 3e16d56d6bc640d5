import {type FileFacts, isSame} from '../disk-file.js'
import type {Presence, Receipt} from '../types.js'
import {isMissingThere} from './failures.js'
import type {Entry} from './packet.js'
import {type Place, pathTo, surveyFiles} from './place.js'
import {readFacts} from './transfer.js'

/** Compare what lies in a share's folder with its receipt. No place means no root. */
export async function inspectShare(place: Place | undefined, receipt: Receipt): Promise<Presence> {
  const paths = receipt.files.map((file) => file.path)
  const there = place ? await surveyFiles(place, paths) : new Map<string, Entry>()
  const wrong: string[] = []
  for (const file of receipt.files) {
    const isRight = place && (await holds(place, file.path, there.get(file.path), file))
    if (!isRight) wrong.push(file.path)
  }
  const present = paths.filter((path) => there.has(path))
  const [isReachable, isGone] = [place !== undefined, present.length === 0]
  return {isReachable, isComplete: wrong.length === 0, isGone, present, wrong}
}

/** Whether what lies there is a file with this content. Only one of the right size is read. */
export async function holds(
  place: Place,
  file: string,
  entry: Entry | undefined,
  content: FileFacts,
): Promise<boolean> {
  if (entry?.kind !== 'file' || entry.size !== content.size) return false
  const {connection} = place
  const {size, sha256} = content
  const path = pathTo(place, file)
  try {
    if (size >= bigSize && (await connection.sums.of(path)) === sha256) return true
    return isSame(await readFacts(connection, path, size), {size, sha256})
  } catch (error) {
    if (isMissingThere(error)) return false
    throw error
  }
}

/** Bytes of a file for which asking the host for a hash is quicker than reading it. */
const bigSize = 2 ** 18
