import {SessionpressError} from '../../errors.js'
import type {Bundle} from '../../session/bundle.js'
import {isSame} from '../disk-file.js'
import {foldersOf, isBeside, nameBeside} from '../layout.js'
import {foldersAbove} from '../names.js'
import {readContent} from '../read-content.js'
import {unsafe} from '../safe-path.js'
import type {Dav} from './client.js'
import {
  deleteAt,
  type Entries,
  listCollection,
  makeCollection,
  move,
  putFile,
  readFacts,
} from './collection.js'

/**
 * Put files into a new collection beside a share and read them back.
 *
 * @returns Path of that collection.
 */
export async function stage(dav: Dav, name: string, files: Bundle): Promise<string> {
  const staging = `${nameBeside(name, 'partial')}/`
  await makeCollection(dav, staging)
  try {
    for (const folder of foldersOf(files.keys())) {
      await makeCollection(dav, `${staging}${folder}/`)
    }
    for (const [file, content] of files) {
      const path = staging + file
      // Whole, not piece by piece: many servers refuse a body of unknown length.
      await putFile(dav, path, await readContent(file, content))
      const found = await readFacts(dav, path)
      if (typeof found === 'string' || !isSame(found, content)) throw unverified(dav, file)
    }
    return staging
  } catch (error) {
    await discard(dav, staging)
    throw error
  }
}

/** Remove a staging collection after a failure, which is what has to be told. */
export async function discard(dav: Dav, staging: string): Promise<void> {
  // What stays is cleared by the next run, and no visitor comes upon it.
  await deleteAt(dav, staging).catch(() => undefined)
}

/** Remove what killed runs left beside a share. */
export async function clearStaging(dav: Dav, name: string, root: Entries): Promise<void> {
  for (const [entry, kind] of root) {
    if (kind !== 'collection') continue
    if (isBeside(entry, name, 'partial')) await deleteAt(dav, `${entry}/`)
    for (const folder of [name, ...foldersAbove(name)]) {
      if (!isBeside(entry, folder, 'emptied')) continue
      await settleEmptied(dav, `${entry}/`, `${folder}/`)
    }
  }
}

/**
 * Remove a collection if nothing lies in it. DELETE takes everything in a collection with it, also
 * what somebody put there since it was seen empty; so it is first moved to where nobody puts
 * anything, looked at there, and moved back if it is not empty.
 */
export async function removeIfEmpty(dav: Dav, name: string, path: string): Promise<void> {
  if ((await listCollection(dav, path))?.size !== 0) return
  const aside = `${nameBeside(name, 'emptied')}/`
  await move(dav, path, aside, 'keeps')
  await settleEmptied(dav, aside, path)
}

async function settleEmptied(dav: Dav, aside: string, path: string): Promise<void> {
  const entries = await listCollection(dav, aside)
  if (entries?.size === 0) return await deleteAt(dav, aside)
  if (!entries || (await move(dav, aside, path, 'keeps'))) return
  throw unsafe(path, `somebody made it again, and more files of somebody's lie in \`${aside}\``)
}

function unverified({root}: Dav, file: string): SessionpressError {
  return new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${root}\` gives \`${file}\` back with other bytes than were sent.`,
    {hint: 'Check whether the server changes files that it takes, then run this again.'},
  )
}
