import {SessionpressError} from '../errors.js'
import {type Bundle, rootFilesOf} from '../session/bundle.js'
import {splitSafely, unsafe} from './safe-path.js'
import type {PublishedFile, Receipt} from './types.js'

/**
 * A share is one folder directly below the root, and none that a dot hides. What it has at the root
 * of its host lies in two more, which are named after it.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE`
 */
export function checkName(name: string): void {
  if (besideShare.test(name)) return
  if (splitSafely(name).length > 1) throw unsafe(name, 'it is more than one name')
  if (name.startsWith('.')) throw unsafe(name, 'it begins with a dot')
}

/**
 * Look at every path of receipts before anything is touched: refusing halfway would leave half a
 * share, or half of the shares.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE`
 */
export function checkReceipts(receipts: readonly Receipt[]): void {
  for (const {path, files} of receipts) {
    checkName(path)
    for (const file of files) splitSafely(file.path)
  }
}

/** The folders that `rootFilesOf` puts files into. */
const besideShare = /^(?:api\/)?share\/s_[0-9a-z]{26}$/

/** The folder that a path below the root lies in, as `checkName` allows them, and the rest of the path. */
export function splitPath(path: string): RegExpExecArray | null {
  return /^((?:(?:api\/)?share\/s_[0-9a-z]{26})|[^/]+)\/(.+)$/s.exec(path)
}

/** Whether a path from the root of a host is one that `rootFilesOf` names for some share. */
export function isRootFile(path: string): boolean {
  const [, name = ''] = /\/(s_[0-9a-z]{26})\//.exec(path) ?? []
  return Object.values(rootFilesOf(name)).includes(path)
}

/** Folders above that of a share, the nearest first; a share itself has none. */
export function foldersAbove(name: string): string[] {
  const names = name.split('/').slice(0, -1)
  return names.map((_, index) => names.slice(0, names.length - index).join('/'))
}

/** The files of a bundle as a receipt lists them. */
export function listFiles(bundle: Bundle): PublishedFile[] {
  return [...bundle].map(([file, {size, sha256}]) => ({path: file, size, sha256}))
}

/** Whether a folder is named as only ours are. */
export function isShareName(name: string): boolean {
  return /^s_[0-9a-z]{26}$/.test(name)
}

/** Whether a folder is a share's, or one of those that are named after it. */
export function isOfShare(name: string): boolean {
  return isShareName(name) || besideShare.test(name)
}

/** The error for a place that somebody else uses. */
export function taken(name: string): SessionpressError {
  return new SessionpressError(
    'TARGET_PATH_TAKEN',
    `Cannot publish to \`${name}\`: something that is not ours lies there.`,
    {hint: 'Move it away, or publish to another place.'},
  )
}
