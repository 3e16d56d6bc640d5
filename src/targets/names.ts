import {SessionpressError} from '../errors.js'
import type {Bundle} from '../session/bundle.js'
import {splitSafely, unsafe} from './safe-path.js'
import type {PublishedFile, Receipt} from './types.js'

/**
 * A share is one folder directly below the root, and none that a dot hides.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE`
 */
export function checkName(name: string): void {
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

/** The files of a bundle as a receipt lists them. */
export function listFiles(bundle: Bundle): PublishedFile[] {
  return [...bundle].map(([file, {size, sha256}]) => ({path: file, size, sha256}))
}

/** Whether a folder is named as only ours are. */
export function isShareName(name: string): boolean {
  return /^s_[0-9a-z]{26}$/.test(name)
}

/** The error for a place that somebody else uses. */
export function taken(name: string): SessionpressError {
  return new SessionpressError(
    'TARGET_PATH_TAKEN',
    `Cannot publish to \`${name}\`: something that is not ours lies there.`,
    {hint: 'Move it away, or publish to another place.'},
  )
}
