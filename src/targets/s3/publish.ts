import {createHash} from 'node:crypto'
import {SessionpressError} from '../../errors.js'
import {type Bundle, type Content, markerFile} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {isBundleName} from '../bundle-name.js'
import {taken} from '../names.js'
import {readContent} from '../read-content.js'
import {splitSafely} from '../safe-path.js'
import type {Receipt} from '../types.js'
import {clear} from './clear.js'
import {lay} from './lay.js'
import {type Found, folderKey, liveOf, lookInto, ownFiles, type Place} from './place.js'

/**
 * Lay a bundle into a folder of the bucket, new or over an earlier one. Gives whether something of
 * the share lay there before.
 */
export async function publishShare(
  place: Place,
  name: string,
  bundle: Bundle,
  previous: Receipt | undefined,
): Promise<boolean> {
  for (const file of bundle.keys()) splitSafely(file)
  const found = await lookInto(place, name)
  const live = liveOf(found)
  if (live.size === 0) await refuseLock(place)

  const known = await knownFiles(place, name, found, previous)
  const files = withFolderKey(place, bundle)
  const changes = await compare(place, name, files, live, known)
  await lay(place, name, {...changes, keep: new Set(live.keys())})
  const own = new Set([...known, ...files.keys()])
  await clear(place, [{name, own, keep: new Set(files.keys())}])
  return live.size > 0
}

async function refuseLock({store}: Place): Promise<void> {
  if (!(await store.isLocked())) return
  throw new SessionpressError(
    'TARGET_DENIED',
    'The bucket has Object Lock on: what is published there could not be removed.',
    {hint: 'Publish to a bucket without Object Lock.'},
  )
}

async function knownFiles(
  place: Place,
  name: string,
  found: readonly Found[],
  previous: Receipt | undefined,
): Promise<Set<string>> {
  const live = liveOf(found)
  if (!previous && live.size > 0 && !live.has(markerFile)) throw taken(name)
  const known = previous
    ? previous.files.map((file) => file.path)
    : [...live.keys()].filter(isBundleName)
  return ownFiles(place, name, found, known)
}

function withFolderKey({hasFolderKey}: Place, bundle: Bundle): Bundle {
  const page = bundle.get('index.html')
  return page && hasFolderKey ? new Map([...bundle, [folderKey, page]]) : bundle
}

interface Changes {
  added: Map<string, Content>
  changed: Map<string, Content>
}

async function compare(
  place: Place,
  name: string,
  files: Bundle,
  live: ReadonlyMap<string, Found>,
  known: ReadonlySet<string>,
): Promise<Changes> {
  const changes: Changes = {added: new Map(), changed: new Map()}
  await inParallel([...files], 6, async ([file, content]) => {
    const there = live.get(file)
    if (!there) return void changes.added.set(file, content)
    // Without our note, a removal would not know the object of the folder's key as ours.
    if (file === folderKey && !known.has(file)) throw taken(`${name}/`)
    if (await isSame(place, there, file, content)) return
    if (!known.has(file)) throw taken(`${name}/${file}`)
    changes.changed.set(file, content)
  })
  return changes
}

async function isSame(place: Place, found: Found, file: string, content: Content) {
  if (found.size !== content.size) return false
  const md5 = createHash('md5')
    .update(await readContent(file, content))
    .digest('hex')
  // For most objects the list tells it; how an encrypted one is named tells nothing.
  if (found.etag?.replaceAll('"', '') === md5) return true
  return (await place.store.hash(found.key))?.sha256 === content.sha256
}
