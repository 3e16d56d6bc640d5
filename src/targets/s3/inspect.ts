import {inParallel} from '../../system/in-parallel.js'
import {checkName} from '../names.js'
import type {Presence, PublishedFile, Receipt} from '../types.js'
import {type Found, folderKey, liveOf, lookInto, ownFiles, type Place} from './place.js'

/** Compare what lies in a share's folder, in every version of it, with its receipt. */
export async function inspectShare(place: Place, {path, files}: Receipt): Promise<Presence> {
  checkName(path)
  const found = await lookInto(place, path)
  const listed = files.map((file) => file.path)
  const own = await ownFiles(place, path, found, listed)
  const live = liveOf(found)

  const page = files.find((file) => file.path === 'index.html')
  // The page under the folder's key is `index.html` once more.
  const expected = [
    ...files.map((file) => ({file, at: file.path})),
    ...(page && place.hasFolderKey ? [{file: page, at: folderKey}] : []),
  ]
  const right = await inParallel(expected, 4, async ({file, at}) => {
    const there = live.get(at)
    return own.has(at) && there !== undefined && (await isAsPublished(place, there, file))
  })
  const present = new Set<string>()
  for (const {file} of found) if (own.has(file)) present.add(file || 'index.html')
  const wrong = new Set(expected.filter((_, index) => !right[index]).map(({file}) => file.path))
  return {
    isReachable: true,
    isComplete: wrong.size === 0,
    isGone: present.size === 0,
    present: [...present],
    wrong: [...wrong],
  }
}

async function isAsPublished(place: Place, found: Found, file: PublishedFile): Promise<boolean> {
  if (found.size !== file.size) return false
  return (await place.store.hash(found.key))?.sha256 === file.sha256
}
