import {lstat, rename, stat, unlink} from 'node:fs/promises'
import path from 'node:path'
import type {Bundle, Content} from '../../session/bundle.js'
import {syncFolder} from '../../system/sync-folder.js'
import {isSame, readFacts} from '../disk-file.js'
import {parentOf} from '../layout.js'
import {taken} from '../names.js'
import {look, splitSafely, unsafe} from '../safe-path.js'
import type {PublishedFile, Receipt} from '../types.js'
import {confirmFolder} from './confirm.js'
import {findShare} from './find.js'
import {holdAround, holdBelow} from './hold-folder.js'
import {makeFolderBelow} from './make-folder-below.js'
import {removeFiles} from './remove.js'
import {clearStaging, type Place, withStaged} from './staging.js'

/** Lay a bundle into a folder below the root, new or over an earlier one. */
export async function publishShare(
  place: Place,
  bundle: Bundle,
  previous: Receipt | undefined,
): Promise<void> {
  for (const file of bundle.keys()) splitSafely(file)
  await clearStaging(place)

  const there = await look(place.root, place.name)
  if (there === 'file') throw taken(place.name)
  if (there === 'absent') return await layNew(place, bundle)

  const known = previous?.files ?? (await findShare(place))
  if (!known) throw taken(place.name)
  await layOver(place, bundle, known)
}

/** Everything appears at once, with one rename. */
async function layNew(place: Place, bundle: Bundle): Promise<void> {
  await withStaged(place, bundle, async (staging) => {
    if ((await look(place.root, place.name)) !== 'absent') throw taken(place.name)
    await makeFolderBelow(place.root, parentOf(place.name))
    await holdAround(place.root, place.name, async (share, parent) => {
      const staged = path.join(place.root, staging.name)
      const written = await stat(staging.held)
      place.step(`rename ${staging.name}`)
      await rename(staged, share)
      const found = await lstat(share)
      if (found.ino !== written.ino || found.dev !== written.dev) {
        if (found.isSymbolicLink()) await unlink(share)
        throw unsafe(staging.name, 'it was exchanged for something else')
      }
      await confirmFolder(parent, 'PUBLISH_UNVERIFIED').catch(async (error: unknown) => {
        await rename(share, staged)
        throw error
      })
    })
  })
}

/**
 * A full folder cannot be swapped for another in one step. So everything is
 * written beside it first, where a full disk harms nothing, and moved in file
 * by file, `index.html` last; then goes what no page names any more.
 */
async function layOver(place: Place, bundle: Bundle, known: PublishedFile[]): Promise<void> {
  const {added, changed} = await compare(place, bundle, new Set(known.map((file) => file.path)))
  if (added.size + changed.size > 0) {
    await withStaged(place, new Map([...added, ...changed]), async ({held}) => {
      await moveIn(place, held, [...added.keys()], [...changed.keys()])
    })
  }
  const leftovers = known.map((file) => file.path).filter((file) => !bundle.has(file))
  await removeFiles(place, leftovers)
  await confirmFolder(place.root, 'PUBLISH_UNVERIFIED')
}

interface Difference {
  added: Map<string, Content>
  changed: Map<string, Content>
}

async function compare(place: Place, bundle: Bundle, known: Set<string>): Promise<Difference> {
  const added = new Map<string, Content>()
  const changed = new Map<string, Content>()
  for (const [file, content] of bundle) {
    const below = `${place.name}/${file}`
    const kind = await look(place.root, below)
    if (kind === 'folder') throw unsafe(below, 'a folder is in its place')
    if (kind === 'absent') added.set(file, content)
    else if (isSame(await holdAround(place.root, below, readFacts), content)) continue
    else if (known.has(file)) changed.set(file, content)
    else throw taken(below)
  }
  return {added, changed}
}

async function moveIn(
  place: Place,
  staged: string,
  added: string[],
  changed: string[],
): Promise<void> {
  const entry = [...added, ...changed].filter((file) => file === 'index.html')
  const others = [...added, ...changed].filter((file) => file !== 'index.html')
  try {
    for (const file of others) await move(place, staged, file)
    // Nothing may name a file before that file is safe on the disk.
    await syncFolders(place, others)
    for (const file of entry) await move(place, staged, file)
  } catch (error) {
    await removeFiles(place, added)
    throw error
  }
  await holdBelow(place.root, place.name, (held) => confirmFolder(held, 'PUBLISH_UNVERIFIED'))
}

async function move(place: Place, staged: string, file: string): Promise<void> {
  const below = `${place.name}/${file}`
  if ((await look(place.root, below)) === 'absent') {
    await makeFolderBelow(place.root, parentOf(below))
  }
  await holdAround(staged, file, (from) =>
    holdAround(place.root, below, async (to) => {
      place.step(`rename ${file}`)
      await rename(from, to)
    }),
  )
}

async function syncFolders({root, name}: Place, files: string[]): Promise<void> {
  const folders = new Set(files.map((file) => parentOf(`${name}/${file}`)))
  for (const folder of folders.add(name)) await holdBelow(root, folder, syncFolder)
}
