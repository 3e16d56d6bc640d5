import {type Content, markerFile} from '../../session/bundle.js'
import {mediaTypeOf} from '../../session/media-types.js'
import {inParallel} from '../../system/in-parallel.js'
import {taken} from '../names.js'
import {readContent} from '../read-content.js'
import {clear} from './clear.js'
import {folderKey, keyOf, type Place} from './place.js'

interface LayOptions {
  /** What is not there yet. */
  added: ReadonlyMap<string, Content>
  /** What is there, is ours, and differs. */
  changed: ReadonlyMap<string, Content>
  /** What was there before, and stays if this fails. */
  keep: ReadonlySet<string>
}

/**
 * Put files into a share's folder, what visitors come in by last.
 *
 * When one fails, the folder gets back what it held: an earlier page goes on to find its files.
 */
export async function lay(place: Place, name: string, options: LayOptions): Promise<void> {
  const {added, changed, keep} = options
  const touched = new Set<string>()
  const earlier = new Map<string, Buffer>()
  const files = new Map([...added, ...changed])
  try {
    for (const group of inOrder([...files.keys()])) await inParallel(group, 6, put)
  } catch (error) {
    // Where that fails too, the caller finds out what lies there; what failed first is what to tell.
    await takeBack().catch(() => Promise.reject(error))
    throw error
  }

  async function put(file: string): Promise<void> {
    const content = files.get(file)
    if (!content) return
    const key = keyOf(place, name, file)
    const bytes = await readContent(file || 'index.html', content)
    const before = changed.has(file) ? await place.store.read(key) : undefined
    if (before) earlier.set(file, before)
    touched.add(file)
    if (await place.store.put(key, bytes, {...typeOf(file), isNew: added.has(file)})) return
    touched.delete(file)
    throw taken(`${name}/${file}`)
  }

  /** Everything is tried, whatever fails on the way: each file given back is one less that is wrong. */
  async function takeBack(): Promise<void> {
    const failures: unknown[] = []
    const trying = (action: Promise<void>) => action.catch((error) => void failures.push(error))
    for (const group of inOrder([...earlier.keys()]).reverse()) {
      await inParallel(group, 6, (file) => trying(giveBack(file)))
    }
    await trying(clear(place, [{name, own: touched, keep}]))
    if (failures.length > 0) throw failures[0]
  }

  async function giveBack(file: string): Promise<void> {
    const before = earlier.get(file)
    const key = keyOf(place, name, file)
    const there = await place.store.read(key)
    if (!before || there?.equals(before)) return
    await place.store.put(key, before, typeOf(file))
  }
}

function typeOf(file: string) {
  if (file === folderKey) return {type: mediaTypeOf('index.html'), isFolderKey: true}
  return {type: mediaTypeOf(file)}
}

/**
 * Groups in the order of laying. The marker first: whatever a crash leaves is known as ours. Names
 * that change their content from version to version directly before the page that goes with them.
 */
function inOrder(files: string[]): string[][] {
  const rank = (file: string) => {
    const last = ['session.md', 'session.json', 'embed.html'].includes(file) ? 2 : 1
    return {[markerFile]: 0, 'index.html': 3, [folderKey]: 4}[file] ?? last
  }
  return [0, 1, 2, 3, 4].map((each) => files.filter((file) => rank(file) === each))
}
