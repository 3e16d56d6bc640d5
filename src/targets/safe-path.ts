import {lstat} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'

/**
 * The names a published path is made of.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE` for anything that could mean another place than
 * the one it spells: absolute, climbing, empty or dotted names, backslashes, drives and NUL.
 */
export function splitSafely(file: string): string[] {
  const names = file.split('/')
  if (/[\\\0]|(^|\/)[a-z]:/i.test(file)) throw unsafe(file, 'holds characters that mean a path')
  if (names.some((name) => name === '')) throw unsafe(file, 'is absolute or holds an empty name')
  if (names.some((name) => name === '.' || name === '..')) throw unsafe(file, 'climbs out')
  return names
}

type EntryKind = 'absent' | 'file' | 'folder'

export interface LookOptions {
  /** Whether a symlink at the end of the way counts as a file: removing one touches nothing it leads to. @default false */
  takesLink?: boolean
}

/**
 * What lies at `file` below `root`. Every folder on the way is looked at too.
 *
 * Ask directly before you touch the place: a symlink may have been put there since.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE` where a symlink or a device is in the way.
 */
export async function look(
  root: string,
  file: string,
  {takesLink = false}: LookOptions = {},
): Promise<EntryKind> {
  let place = root
  let kind: EntryKind = 'folder'
  const names = splitSafely(file)
  for (const [index, name] of names.entries()) {
    if (kind === 'file') throw unsafe(file, `leads through \`${place}\`, which is a file`)
    place = path.join(place, name)
    kind = await kindOf(place, file, takesLink && index === names.length - 1)
    if (kind === 'absent') return kind
  }
  return kind
}

async function kindOf(place: string, file: string, takesLink: boolean): Promise<EntryKind> {
  try {
    const entry = await lstat(place)
    if (entry.isFile() || (takesLink && entry.isSymbolicLink())) return 'file'
    if (entry.isDirectory()) return 'folder'
    throw unsafe(file, `\`${place}\` is a ${entry.isSymbolicLink() ? 'symlink' : 'special file'}`)
  } catch (error) {
    if (isMissing(error)) return 'absent'
    throw error
  }
}

/** The error for a path that must not be touched. */
export function unsafe(file: string, why: string): SessionpressError {
  return new SessionpressError('TARGET_PATH_UNSAFE', `Refusing to touch \`${file}\`: ${why}.`, {
    hint: 'Look at what lies in the target, and remove by hand what does not belong there.',
  })
}
