import type {Bundle, Content} from '../../session/bundle.js'
import {isSame} from '../disk-file.js'
import {foldersOf} from '../layout.js'
import {checkName, foldersAbove, taken} from '../names.js'
import {splitSafely, unsafe} from '../safe-path.js'
import type {PublishedFile, Receipt} from '../types.js'
import type {Dav} from './client.js'
import {
  type Entries,
  isThere,
  listCollection,
  makeCollection,
  move,
  readFacts,
} from './collection.js'
import {noCollection} from './explain.js'
import {findFiles} from './find.js'
import {kindsOf, removeFiles} from './remove.js'
import {clearStaging, discard, stage} from './staging.js'

/** Lay a bundle into a collection below the root, new or over an earlier one. */
export async function publishShare(
  dav: Dav,
  bundle: Bundle,
  name: string,
  previous: Receipt | undefined,
): Promise<void> {
  checkName(name)
  for (const file of bundle.keys()) splitSafely(file)
  const root = await listCollection(dav, '')
  if (!root) throw noCollection(dav)
  await clearStaging(dav, name, root)
  const kind = await kindOf(dav, name, root)
  if (kind === undefined) return await layNew(dav, name, bundle)
  const known = kind === 'file' ? undefined : (previous?.files ?? (await findFiles(dav, name)))
  if (!known) throw taken(name)
  await layOver(dav, name, bundle, known)
}

async function kindOf(dav: Dav, name: string, root: Entries) {
  const [above] = foldersAbove(name)
  const beside = above === undefined ? root : await listCollection(dav, `${above}/`)
  return beside?.get(name.slice(name.lastIndexOf('/') + 1))
}

/** Everything appears at once, with one move. */
async function layNew(dav: Dav, name: string, bundle: Bundle): Promise<void> {
  const staging = await stage(dav, name, bundle)
  try {
    for (const above of foldersAbove(name).reverse()) await makeCollection(dav, `${above}/`)
    if (!(await move(dav, staging, `${name}/`, 'keeps'))) throw taken(name)
  } catch (error) {
    await discard(dav, staging)
    throw error
  }
}

/**
 * Everything is put beside the share first, where a full disk harms nothing, and moved in file by
 * file, `index.html` last; then goes what no page names any more.
 */
async function layOver(
  dav: Dav,
  name: string,
  bundle: Bundle,
  known: readonly PublishedFile[],
): Promise<void> {
  const names = known.map(({path}) => path)
  const {added, changed} = await compare(dav, name, bundle, new Set(names))
  if (added.size + changed.size > 0) {
    const staging = await stage(dav, name, new Map([...added, ...changed]))
    try {
      await moveIn(dav, name, staging, [...added.keys()], [...changed.keys()])
    } finally {
      await discard(dav, staging)
    }
  }
  await removeFiles(
    dav,
    name,
    names.filter((file) => !bundle.has(file)),
  )
}

interface Difference {
  added: Map<string, Content>
  changed: Map<string, Content>
}

async function compare(
  dav: Dav,
  name: string,
  bundle: Bundle,
  known: ReadonlySet<string>,
): Promise<Difference> {
  const added = new Map<string, Content>()
  const changed = new Map<string, Content>()
  const kinds = await kindsOf(dav, name, bundle.keys())
  for (const [file, content] of bundle) {
    const below = `${name}/${file}`
    const kind = kinds.get(file)
    if (kind === 'collection') throw unsafe(below, 'a collection is in its place')
    const found = kind === 'file' ? await readFacts(dav, below) : 'absent'
    if (found === 'absent') added.set(file, content)
    else if (found !== 'other' && isSame(found, content)) continue
    else if (known.has(file)) changed.set(file, content)
    else throw taken(below)
  }
  return {added, changed}
}

async function moveIn(
  dav: Dav,
  name: string,
  staging: string,
  added: string[],
  changed: string[],
): Promise<void> {
  const isEntry = (file: string) => file === 'index.html'
  const files = [...added, ...changed]
  const moved: string[] = []
  try {
    for (const folder of foldersOf(added)) await makeCollection(dav, `${name}/${folder}/`)
    for (const file of [...files.filter((file) => !isEntry(file)), ...files.filter(isEntry)]) {
      const isNew = added.includes(file)
      const to = `${name}/${file}`
      if (!(await move(dav, staging + file, to, isNew ? 'keeps' : 'replaces'))) throw taken(to)
      if (isNew) moved.push(file)
    }
  } catch (error) {
    await takeBack(dav, name, staging, files.some(isEntry), moved)
    throw error
  }
}

/** Nothing names the new files, unless the page is laid too, and only the answer to that was lost. */
async function takeBack(
  dav: Dav,
  name: string,
  staging: string,
  hasEntry: boolean,
  moved: string[],
): Promise<void> {
  try {
    const isLaid = hasEntry && !(await isThere(dav, `${staging}index.html`))
    if (!isLaid) await removeFiles(dav, name, moved)
  } catch {
    // Why it has come to this is what has to be told, and the next run takes up what stays.
  }
}
