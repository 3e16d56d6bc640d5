import {constants, existsSync} from 'node:fs'
import {lstat, mkdir, open, readdir, rmdir, unlink} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {isNowhere, systemCode} from '../../system/error-code.js'
import {syncFolder} from '../../system/sync-folder.js'
import {splitSafely, unsafe} from '../safe-path.js'

const openFolders = '/proc/self/fd'
const hasPaths = process.platform === 'linux' && existsSync(openFolders)

/**
 * Do something in a folder below `root` that stays the same one meanwhile, whatever is put in its place.
 *
 * The system reads a path anew at each call, so between a look and a call somebody may put a symlink
 * there, and lead the call to files of others. A folder that is held open cannot be exchanged: Linux
 * gives it a path of its own below `/proc/self/fd`, which also works for those in it. Node has no
 * other call that takes an open folder, so elsewhere the look directly before is all there is.
 *
 * @param folder Path below `root`; an empty one means `root`, which may be reached through symlinks.
 * @param act Takes a path of the folder that is good until `act` has ended.
 * @throws SessionpressError `TARGET_PATH_UNSAFE` where a symlink or a file is in the way.
 */
export async function inFolder<Result>(
  root: string,
  folder: string,
  act: (held: string) => Promise<Result>,
): Promise<Result> {
  if (folder === '') return await holding(root, act, {follows: true})
  const names = splitSafely(folder)
  const last = String(names.pop())
  return await inFolder(root, names.join('/'), (above) => holding(path.join(above, last), act))
}

/**
 * The same for a place in a folder.
 *
 * @param act Takes a path of the place, and one of the folder.
 */
export async function at<Result>(
  root: string,
  place: string,
  act: (full: string, held: string) => Promise<Result>,
): Promise<Result> {
  const names = splitSafely(place)
  const last = String(names.pop())
  return await inFolder(root, names.join('/'), (held) => act(path.join(held, last), held))
}

/** Make a folder below `root` and those it lies in, so that their names survive a power cut. */
export async function makeFolderIn(root: string, folder: string): Promise<void> {
  if (folder === '') return
  await makeFolderIn(root, parentOf(folder))
  await at(root, folder, async (full, held) => {
    try {
      await mkdir(full)
    } catch (error) {
      // Whether it is a folder is asked when something is done in it.
      if (systemCode(error) === 'EEXIST') return
      throw error
    }
    await syncFolder(held)
  })
}

/** Remove a folder with all that lies in it, and nothing that a symlink in it leads to. */
export async function removeTree(root: string, folder: string): Promise<void> {
  try {
    await at(root, folder, removeAny)
  } catch (error) {
    if (!isNowhere(error)) throw error
  }
}

async function removeAny(full: string): Promise<void> {
  if (!(await lstat(full)).isDirectory()) return await unlink(full)
  await holding(full, async (held) => {
    for (const name of await readdir(held)) await removeAny(path.join(held, name))
  })
  await rmdir(full)
}

/** The folder that a path lies in; none for a single name. */
export function parentOf(place: string): string {
  return place.split('/').slice(0, -1).join('/')
}

const inTheWay = 'a symlink or a file is in its place'

async function holding<Result>(
  folder: string,
  act: (held: string) => Promise<Result>,
  {follows = false} = {},
): Promise<Result> {
  if (!hasPaths) {
    if (!follows && !(await lstat(folder)).isDirectory()) throw unsafe(folder, inTheWay)
    return await act(folder)
  }
  const {O_RDONLY, O_DIRECTORY, O_NOFOLLOW} = constants
  const flags = O_RDONLY | O_DIRECTORY | (follows ? 0 : O_NOFOLLOW)
  const handle = await open(folder, flags).catch((error: unknown) => {
    const isInTheWay = ['ENOTDIR', 'ELOOP'].includes(systemCode(error) ?? '')
    throw isInTheWay && !follows ? unsafe(folder, inTheWay) : error
  })
  const held = `${openFolders}/${handle.fd}`
  try {
    return await act(held)
  } catch (error) {
    nameFolder(error, held, folder)
    throw error
  } finally {
    await handle.close()
  }
}

/** A person knows the folder by its own path. */
function nameFolder(error: unknown, held: string, folder: string): void {
  if (!(error instanceof Error)) return
  const message = error.message.replace(new RegExp(`${held}(?!\\d)`, 'g'), () => folder)
  // What says that a person broke off cannot be written to.
  if (message !== error.message) error.message = message
}
