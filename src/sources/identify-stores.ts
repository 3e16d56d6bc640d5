import {stat} from 'node:fs/promises'
import path from 'node:path'
import {isNowhere} from '../system/error-code.js'
import {locateStores} from './opencode/locate.js'
import type {SourceContext} from './types.js'

/**
 * The stores that there are, told apart from others that may come into their place: a folder that
 * was thrown away and made anew is another store, in which no session was deleted.
 *
 * @param locator The store that `--source` names. @default all of OpenCode's own
 */
export async function identifyStores(
  locator: string | undefined,
  context: SourceContext,
): Promise<string[]> {
  if (locator !== undefined && /^https?:/i.test(locator)) return [locator]
  const places =
    locator === undefined
      ? (await locateStores(context)).map((store) => store.path)
      : [path.resolve(context.cwd, locator)]
  const stores = await Promise.all(places.map(identify))
  return stores.filter((store) => store !== undefined)
}

async function identify(place: string): Promise<string | undefined> {
  try {
    const {dev, ino} = await stat(place)
    return `${place} ${dev}:${ino}`
  } catch (error) {
    if (isNowhere(error)) return undefined
    throw error
  }
}
