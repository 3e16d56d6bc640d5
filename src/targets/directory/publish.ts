import {rename} from 'node:fs/promises'
import type {Bundle, Content} from '../../session/bundle.js'
import {syncFolder} from '../../system/sync-folder.js'
import {isSame, readFacts} from '../disk-file.js'
import {taken} from '../names.js'
import {look, splitSafely, unsafe} from '../safe-path.js'
import type {PublishedFile, Receipt} from '../types.js'
import {confirmFolder} from './confirm.js'
import {findShare} from './find.js'
import {at, inFolder, makeFolderIn, parentOf, removeTree} from './held-folder.js'
import {removeFiles} from './remove.js'
import {clearStaging, nameStaging, type Place, stage} from './staging.js'

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
  const staging = nameStaging(place)
  try {
    await stage(place, staging, bundle)
    if ((await look(place.root, place.name)) !== 'absent') throw taken(place.name)
    await makeFolderIn(place.root, parentOf(place.name))
    await at(place.root, staging, (staged) =>
      at(place.root, place.name, async (share, parent) => {
        place.step(`rename ${staging}`)
        await rename(staged, share)
        await confirmFolder(parent, 'PUBLISH_UNVERIFIED').catch(async (error: unknown) => {
          await rename(share, staged)
          throw error
        })
      }),
    )
  } finally {
    await removeTree(place.root, staging)
  }
}

/**
 * A full folder cannot be swapped for another in one step. So everything is
 * written beside it first, where a full disk harms nothing, and moved in file
 * by file, `index.html` last; then goes what no page names any more.
 */
async function layOver(place: Place, bundle: Bundle, known: PublishedFile[]): Promise<void> {
  const {added, changed} = await compare(place, bundle, new Set(known.map((file) => file.path)))
  const staging = nameStaging(place)
  try {
    if (added.size + changed.size > 0) {
      await stage(place, staging, new Map([...added, ...changed]))
      await moveIn(place, staging, [...added.keys()], [...changed.keys()])
    }
    const leftovers = known.map((file) => file.path).filter((file) => !bundle.has(file))
    await removeFiles(place, leftovers)
    await confirmFolder(place.root, 'PUBLISH_UNVERIFIED')
  } finally {
    await removeTree(place.root, staging)
  }
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
    else if (isSame(await at(place.root, below, readFacts), content)) continue
    else if (known.has(file)) changed.set(file, content)
    else throw taken(below)
  }
  return {added, changed}
}

async function moveIn(
  place: Place,
  staging: string,
  added: string[],
  changed: string[],
): Promise<void> {
  const entry = [...added, ...changed].filter((file) => file === 'index.html')
  const others = [...added, ...changed].filter((file) => file !== 'index.html')
  try {
    for (const file of others) await move(place, staging, file)
    // Nothing may name a file before that file is safe on the disk.
    await syncFolders(place, others)
    for (const file of entry) await move(place, staging, file)
  } catch (error) {
    await removeFiles(place, added)
    throw error
  }
  await inFolder(place.root, place.name, (held) => confirmFolder(held, 'PUBLISH_UNVERIFIED'))
}

async function move(place: Place, staging: string, file: string): Promise<void> {
  const below = `${place.name}/${file}`
  if ((await look(place.root, below)) === 'absent') {
    await makeFolderIn(place.root, parentOf(below))
  }
  await at(place.root, `${staging}/${file}`, (staged) =>
    at(place.root, below, async (full) => {
      place.step(`rename ${file}`)
      await rename(staged, full)
    }),
  )
}

async function syncFolders({root, name}: Place, files: string[]): Promise<void> {
  const folders = new Set(files.map((file) => parentOf(`${name}/${file}`)))
  for (const folder of folders.add(name)) await inFolder(root, folder, syncFolder)
}
