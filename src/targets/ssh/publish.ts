import type {Bundle, Content} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {foldersOf} from '../layout.js'
import {foldersAbove, taken} from '../names.js'
import type {Receipt} from '../types.js'
import type {Connection} from './connection.js'
import {failureOf} from './failures.js'
import {findNames} from './find.js'
import {holds} from './inspect.js'
import {inTheWay, lookAtShare, type Place, pathTo, surveyFiles} from './place.js'
import {removeFiles} from './remove.js'
import {lookAt, makeFolder, rename, replace} from './sftp.js'
import {type Carrier, clearStaging, nameStaging, removeTree, stage} from './staging.js'

/** Lay a bundle into a folder below the root, new or over an earlier one. */
export async function publishShare(
  place: Place,
  bundle: Bundle,
  previous: Receipt | undefined,
  carry: Carrier,
): Promise<void> {
  await clearStaging(place.connection, place.root, new Set([place.name]))

  const there = await lookAtShare(place)
  if (there?.kind === 'file') throw taken(place.name)
  if (there && there.kind !== 'folder') throw inTheWay(place.name, there)
  if (!there) return await layNew(place, bundle, carry)

  const known = previous?.files.map((file) => file.path) ?? (await findNames(place))?.keys()
  if (!known) throw taken(place.name)
  await layOver(place, bundle, new Set(known), carry)
}

/** Everything appears at once, with one rename. */
async function layNew(place: Place, bundle: Bundle, carry: Carrier): Promise<void> {
  await withStaging(place, async (staging) => {
    await stage(place, staging, bundle, carry)
    if (await lookAtShare(place)) throw taken(place.name)
    for (const above of foldersAbove(place.name).reverse()) {
      await makeIfMissing(place.connection, pathTo({...place, name: above}))
    }
    await rename(place.connection, staging, pathTo(place))
  })
}

/**
 * A full folder cannot be swapped for another in one step. So everything is
 * written beside it first, where a full disk harms nothing, and moved in file
 * by file, `index.html` last; then goes what no page names any more.
 */
async function layOver(
  place: Place,
  bundle: Bundle,
  known: ReadonlySet<string>,
  carry: Carrier,
): Promise<void> {
  const {added, changed} = await compare(place, bundle, known)
  const files = new Map([...added, ...changed])
  if (files.size > 0) {
    await withStaging(place, async (staging) => {
      await stage(place, staging, files, carry, pathTo(place))
      await moveIn(place, staging, [...files.keys()], [...added.keys()])
    })
  }
  await removeFiles(
    place,
    [...known].filter((file) => !bundle.has(file)),
  )
}

interface Difference {
  added: Map<string, Content>
  changed: Map<string, Content>
}

async function compare(
  place: Place,
  bundle: Bundle,
  known: ReadonlySet<string>,
): Promise<Difference> {
  const added = new Map<string, Content>()
  const changed = new Map<string, Content>()
  const there = await surveyFiles(place, [...bundle.keys()])
  for (const [file, content] of bundle) {
    const [below, entry] = [`${place.name}/${file}`, there.get(file)]
    if (!entry) added.set(file, content)
    else if (entry.kind !== 'file') throw inTheWay(below, entry)
    else if (await holds(place, file, entry, content)) continue
    else if (known.has(file)) changed.set(file, content)
    else throw taken(below)
  }
  return {added, changed}
}

async function moveIn(
  place: Place,
  staging: string,
  files: readonly string[],
  added: readonly string[],
): Promise<void> {
  // The upload may have taken long enough for somebody to put something there.
  const there = await surveyFiles(place, files)
  for (const [file, entry] of there) {
    if (entry.kind !== 'file') throw inTheWay(`${place.name}/${file}`, entry)
    if (added.includes(file)) throw taken(`${place.name}/${file}`)
  }
  const move = (file: string) =>
    replace(place.connection, `${staging}/${file}`, pathTo(place, file))
  try {
    await makeMissing(place, foldersOf(files))
    await inParallel(
      files.filter((file) => file !== 'index.html'),
      8,
      move,
    )
    for (const file of files.filter((file) => file === 'index.html')) await move(file)
  } catch (error) {
    if (failureOf(error)?.reason !== 'lost') await removeFiles(place, added)
    throw error
  }
}

async function makeMissing(place: Place, folders: readonly string[]): Promise<void> {
  for (const folder of folders) await makeIfMissing(place.connection, pathTo(place, folder))
}

async function makeIfMissing(connection: Connection, path: string): Promise<void> {
  if (!(await lookAt(connection, path))) await makeFolder(connection, path)
}

/** A staging folder goes whatever happens, unless nothing can be done there any more: then the next run clears it. */
async function withStaging(place: Place, work: (staging: string) => Promise<void>): Promise<void> {
  const staging = nameStaging(place)
  try {
    await work(staging)
  } catch (error) {
    // Why the work failed is what a person needs to know.
    await removeTree(place.connection, staging).catch(() => undefined)
    throw error
  }
  await removeTree(place.connection, staging)
}
