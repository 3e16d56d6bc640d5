import {constants, existsSync} from 'node:fs'
import {lstat, open} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {systemCode} from '../../system/error-code.js'
import {parentOf} from '../layout.js'
import {splitSafely, unsafe} from '../safe-path.js'

const openFolders = '/proc/self/fd'
const hasPaths = process.platform === 'linux' && existsSync(openFolders)

/** Opens a folder that may be passed through but not listed. Linux has it, and Node no name for it. */
const pathOnly = 0o10_000_000

/**
 * Do something in a folder that stays the same one meanwhile, whatever is put in its place.
 *
 * The system reads a path anew at each call, so between a look and a call somebody may put a symlink
 * there, and lead the call to files of others. A folder that is held open cannot be exchanged: Linux
 * gives it a path of its own below `/proc/self/fd`, which also works for those in it. Node has no
 * other call that takes an open folder, so elsewhere the look directly before is all there is.
 *
 * @param act Takes a path of the folder that is good until `act` has ended.
 * @throws SessionpressError `TARGET_PATH_UNSAFE` where a symlink or a file is in its place.
 */
export async function holdFolder<Result>(
  folder: string,
  act: (held: string) => Promise<Result>,
): Promise<Result> {
  if (!hasPaths) {
    if (!(await lstat(folder)).isDirectory()) throw isInTheWay(folder)
    return await act(folder)
  }
  const {O_DIRECTORY, O_NOFOLLOW} = constants
  const handle = await open(folder, pathOnly | O_DIRECTORY | O_NOFOLLOW).catch((error: unknown) => {
    throw systemCode(error) === 'ENOTDIR' ? isInTheWay(folder) : error
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

/**
 * The same for a folder below one that is held.
 *
 * @param folder Path below `root`; an empty one means `root` itself.
 */
export async function holdBelow<Result>(
  root: string,
  folder: string,
  act: (held: string) => Promise<Result>,
): Promise<Result> {
  if (folder === '') return await act(root)
  const [first = '', ...rest] = splitSafely(folder)
  return await holdFolder(path.join(root, first), (held) => holdBelow(held, rest.join('/'), act))
}

/**
 * The same for the folder that a file lies in.
 *
 * @param file Path below `root`.
 * @param act Takes a path of the file, and one of the folder.
 */
export async function holdAround<Result>(
  root: string,
  file: string,
  act: (full: string, held: string) => Promise<Result>,
): Promise<Result> {
  const name = splitSafely(file).slice(-1)
  return await holdBelow(root, parentOf(file), (held) => act(path.join(held, ...name), held))
}

function isInTheWay(folder: string): Error {
  return unsafe(folder, 'a symlink or a file is in its place')
}

/** A person knows the folder by its own path. */
function nameFolder(error: unknown, held: string, folder: string): void {
  if (!(error instanceof Error)) return
  const message = error.message.replace(new RegExp(`${held}(?!\\d)`, 'g'), () => folder)
  // What says that a person broke off cannot be written to.
  if (message !== error.message) error.message = message
}
