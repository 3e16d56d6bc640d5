import {realpath, stat} from 'node:fs/promises'
import path from 'node:path'
import {pathToFileURL} from 'node:url'
import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {isNowhere} from '../system/error-code.js'
import {makeFolder} from '../system/sync-folder.js'
import {addressOf, addressSchema} from './address.js'
import {checkFolder} from './directory/check.js'
import {findShare} from './directory/find.js'
import {holdFolder} from './directory/hold-folder.js'
import {type Hook, withHook} from './directory/hook.js'
import {inspectShare} from './directory/inspect.js'
import {listShares} from './directory/list.js'
import {publishShare} from './directory/publish.js'
import {removeShare} from './directory/remove.js'
import type {Place} from './directory/staging.js'
import {explainDiskError} from './disk-error.js'
import {checkName, listFiles} from './names.js'
import {hookSchema} from './program-words.js'
import {importableSchema, withRootFiles} from './root-files.js'
import type {FolderTarget, Presence, Receipt, Target, TargetContext} from './types.js'

const type = 'directory'

/** What the configuration says of a `directory` target. */
export const directorySchema = v.strictObject({
  path: v.pipe(v.string(), v.nonEmpty()),
  url: v.exactOptional(addressSchema),
  hook: v.exactOptional(hookSchema),
  importable: importableSchema,
})

interface DirectoryOptions {
  /** Folder to publish into. Made when it is not there. */
  path: string
  /** Address under which a static host serves that folder. @default the printed URL is a `file:` URL */
  url?: string
  /** Programs to run after the folder has changed. @default none */
  hook?: Hook
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
  /** Told before each step that changes the disk. @default nothing is told */
  onStep?: (step: string) => void
}

/** Publish to a local folder: to look at, or for a static host that serves it. */
export function directory(
  {hook, ...options}: DirectoryOptions,
  {env, fetch}: Pick<TargetContext, 'env' | 'fetch'> = {env: {}, fetch: globalThis.fetch},
): Target {
  const folder = path.resolve(options.path)
  const target = withRootFiles(folderTarget(folder, options, fetch), options)
  return hook ? withHook(target, {hook, folder, url: options.url, env}) : target
}

function folderTarget(
  folder: string,
  options: Omit<DirectoryOptions, 'hook'>,
  fetch: TargetContext['fetch'],
): FolderTarget {
  const step = options.onStep ?? (() => {})

  return {
    type,
    abilities: {
      keepsHistory: false,
      cacheSeconds: options.url === undefined ? 0 : undefined,
      answersMissing: options.url === undefined ? true : undefined,
      canList: true,
    },
    plan: (bundle, name) => plan(bundle, name),

    publish: (bundle, name, previous) =>
      explained(`publish to \`${folder}\``, async () => {
        const planned = plan(bundle, name)
        step(`make ${folder}`)
        await makeFolder(folder)
        await inPlace(name, (place) => publishShare(place, bundle, previous))
        return planned
      }),

    remove: (receipts) =>
      explained(`remove from \`${folder}\``, async () => {
        for (const receipt of receipts) {
          await ifThere(receipt.path, async (place) => place && removeShare(place, receipt))
        }
        return {notes: []}
      }),

    inspect: (receipts) =>
      explained(`look into \`${folder}\``, async () => {
        const found: Presence[] = []
        for (const receipt of receipts) {
          found.push(await ifThere(receipt.path, (place) => inspectShare(place, receipt)))
        }
        return found
      }),

    find: (name) =>
      explained(`look into \`${folder}\``, async () => {
        const files = await ifThere(name, async (place) => place && findShare(place))
        return files && {...plan(new Map(), name), files}
      }),

    list: () => explained(`look into \`${folder}\``, () => listShares(folder)),
    check: () =>
      explained(`look into \`${folder}\``, () =>
        ifThere(probe, (place) => checkFolder({folder, place, url: options.url, fetch})),
      ),
  }

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const location = path.join(folder, name)
    const url =
      options.url === undefined
        ? pathToFileURL(path.join(location, 'index.html')).href
        : addressOf(options.url, name)
    return {type, path: name, url, location, files: listFiles(bundle)}
  }

  /** The root itself may be reached through symlinks; it is held, and nothing below it may be one. */
  async function inPlace<Result>(
    name: string,
    act: (place: Place) => Promise<Result>,
  ): Promise<Result> {
    return await holdFolder(await realpath(folder), (root) => act({root, name, step}))
  }

  /** The same, with no place where the root is not there: where it is a file, or below one, nothing of ours can lie. */
  async function ifThere<Result>(
    name: string,
    act: (place: Place | undefined) => Promise<Result>,
  ): Promise<Result> {
    checkName(name)
    const isThere = await stat(folder).then(
      (found) => found.isDirectory(),
      (error: unknown) => {
        if (isNowhere(error)) return false
        throw error
      },
    )
    return isThere ? await inPlace(name, act) : await act(undefined)
  }
}

/** A name that no share has, to find the root with. */
const probe = 's_'

async function explained<Result>(doing: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    throw explainDiskError(error, doing)
  }
}
