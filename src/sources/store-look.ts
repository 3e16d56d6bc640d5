import path from 'node:path'
import {expandHome} from '../system/expand-home.js'
import {namesIn, statOf} from './opencode/files.js'
import {locateStores} from './opencode/locate.js'
import type {SourceContext} from './types.js'

/** What a store looks like from outside: cheap to have, and different once it was written to. */
export interface StoreLook {
  /** Changes when another file takes the place of the store. */
  identity: string
  /** Changes when something is written; `undefined` where only reading tells. */
  content: string | undefined
}

/**
 * Look at the files of a store without opening them.
 *
 * @param locator Path of a store. @default OpenCode's own
 */
export async function lookAtStore(
  locator: string | undefined,
  context: SourceContext,
): Promise<StoreLook> {
  const files: string[] = []
  let hasTree = false
  for (const place of await placesOf(locator, context)) {
    if ((await statOf(place))?.isDirectory()) {
      hasTree = true
      files.push(place)
      continue
    }
    // What is written lies in the log until it is moved over.
    files.push(place, `${place}-wal`)
  }
  const stats = await Promise.all(files.map((file) => statOf(file)))
  const known = stats.map((found, index) => ({file: files[index], found}))
  return {
    identity: (await identifyStores(locator, context)).join('\n'),
    content: hasTree
      ? undefined
      : known.map(({found}) => `${found?.ino} ${found?.mtimeMs} ${found?.size}`).join('\n'),
  }
}

/**
 * The stores that there are, told apart from others that may come into their place: a folder that
 * was thrown away and made anew is another store, in which no session was deleted.
 *
 * @param locator Path of a store, or address of a server. @default OpenCode's own
 */
export async function identifyStores(
  locator: string | undefined,
  context: SourceContext,
): Promise<string[]> {
  if (locator !== undefined && /^https?:/i.test(locator)) return [locator]
  const places = await placesOf(locator, context)
  const stats = await Promise.all(places.map((place) => statOf(place)))
  return places.flatMap((place, index) => {
    const {dev, ino} = stats[index] ?? {}
    return ino === undefined ? [] : [`${place} ${dev}:${ino}`]
  })
}

async function placesOf(locator: string | undefined, context: SourceContext): Promise<string[]> {
  if (locator === undefined) return (await locateStores(context)).map(({path}) => path)
  const file = path.resolve(context.cwd, expandHome(locator, context.home) ?? locator)
  const isFolder = (await statOf(file))?.isDirectory()
  const hasDatabase = isFolder && (await namesIn(file)).includes('opencode.db')
  return [hasDatabase ? path.join(file, 'opencode.db') : file]
}
