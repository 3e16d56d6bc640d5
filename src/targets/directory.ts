import {realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {isMissing, systemCode} from '../system/error-code.js'
import {makeFolder} from '../system/sync-folder.js'
import {findShare} from './directory/find.js'
import {inspectShare} from './directory/inspect.js'
import {publishShare} from './directory/publish.js'
import {removeShare} from './directory/remove.js'
import type {Place} from './directory/staging.js'
import {explainDiskError} from './disk-error.js'
import {splitSafely, unsafe} from './safe-path.js'
import type {Receipt, Target} from './types.js'

const type = 'directory'

/** What the configuration says of a `directory` target. */
export const directorySchema = v.strictObject({
  path: v.pipe(v.string(), v.nonEmpty()),
  url: v.exactOptional(v.pipe(v.string(), v.regex(/^https?:\/\/[^\s?#]+$/i))),
})

interface DirectoryOptions {
  /** Folder to publish into. Made when it is not there. */
  path: string
  /** Address under which a static host serves that folder. @default the printed URL is a `file:` URL */
  url?: string
  /** Told before each step that changes the disk. @default nothing is told */
  onStep?: (step: string) => void
}

/** Publish to a local folder: to look at, or for a static host that serves it. */
export function directory(options: DirectoryOptions): Target {
  const folder = path.resolve(options.path)
  const step = options.onStep ?? (() => {})

  return {
    type,
    plan: (bundle, name) => plan(bundle, name),

    publish: (bundle, name, previous) =>
      explained(`publish to \`${folder}\``, async () => {
        const planned = plan(bundle, name)
        step(`make ${folder}`)
        await makeFolder(folder)
        await publishShare(await findPlace(name, true), bundle, previous)
        return planned
      }),

    remove: (receipt) =>
      explained(`remove from \`${folder}\``, async () => {
        const place = await findPlace(receipt.path)
        if (place) await removeShare(place, receipt)
      }),

    inspect: (receipt) =>
      explained(`look into \`${folder}\``, async () =>
        inspectShare(await findPlace(receipt.path), receipt),
      ),

    find: (name) =>
      explained(`look into \`${folder}\``, async () => {
        const place = await findPlace(name)
        const files = place && (await findShare(place))
        return files && {...plan(new Map(), name), files}
      }),
  }

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const location = path.join(folder, name)
    const url =
      options.url === undefined
        ? pathToFileURL(path.join(location, 'index.html')).href
        : `${options.url.replace(/\/+$/, '')}/${name}/`
    const files = [...bundle].map(([file, {size, sha256}]) => ({path: file, size, sha256}))
    return {type, path: name, url, location, files}
  }

  // The root itself may be reached through a symlink, so it is resolved once; nothing below may.
  function findPlace(name: string, isMade: true): Promise<Place>
  function findPlace(name: string): Promise<Place | undefined>
  async function findPlace(name: string, isMade = false): Promise<Place | undefined> {
    checkName(name)
    try {
      // Where the root is a file, or below one, nothing of ours can lie.
      if (!isMade && !(await stat(folder)).isDirectory()) return undefined
      return {root: await realpath(folder), name, step}
    } catch (error) {
      if (!isMade && (isMissing(error) || systemCode(error) === 'ENOTDIR')) return undefined
      throw error
    }
  }
}

/** A share is one folder directly below the root, and none that a dot hides. */
function checkName(name: string): void {
  if (splitSafely(name).length > 1) throw unsafe(name, 'it is more than one name')
  if (name.startsWith('.')) throw unsafe(name, 'it begins with a dot')
}

async function explained<Result>(doing: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    throw explainDiskError(error, doing)
  }
}
