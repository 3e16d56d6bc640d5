import {rootFilesOf} from '../session/bundle.js'
import {checkReceipts, isShareName} from './names.js'
import {unsafe} from './safe-path.js'
import type {Presence, Receipt} from './types.js'

/** One folder of a share. */
export interface Part {
  receipt: Receipt
  /** What stands before the names of its files in a bundle: nothing for the share's own folder. */
  prefix: string
}

/** A file of `rootFilesOf`, as the only one of a folder. */
interface RootFile {
  /** As bundles name it. */
  root: string
  folder: string
  file: string
}

/** The files that a share may have at the root of its host; none for what is no share. */
export function rootFiles(name: string): {page: RootFile; data: RootFile} | undefined {
  if (!isShareName(name)) return undefined
  const {page, data} = rootFilesOf(name)
  return {page: splitRoot(page), data: splitRoot(data)}
}

function splitRoot(root: string): RootFile {
  const end = root.lastIndexOf('/')
  return {root, folder: root.slice(1, end), file: root.slice(end + 1)}
}

/**
 * Those of some names that lie in the share's own folder.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE` for any at the root that are not this share's
 */
export function ownOf<Named>(
  files: readonly Named[],
  nameOf: (file: Named) => string,
  share: string,
): Named[] {
  const {page, data} = rootFiles(share) ?? {}
  return files.filter((file) => {
    const path = nameOf(file)
    if (!path.startsWith('/')) return true
    if (path === page?.root || path === data?.root) return false
    throw unsafe(path, 'it is absolute')
  })
}

/** A receipt for each folder of a share, in the order of removal: the way to the page, the page, the data. */
export function splitReceipt(receipt: Receipt, urlOf = (_folder: string) => receipt.url): Part[] {
  const {path: share, files} = receipt
  const own = ownOf(files, ({path}) => path, share)
  const {page, data} = rootFiles(share) ?? {}
  return [...partOf(page), {receipt: {...receipt, files: own}, prefix: ''}, ...partOf(data)]

  function partOf(place: RootFile | undefined): Part[] {
    const listed = place && files.find(({path}) => path === place.root)
    return place && listed ? [partAt(receipt, place, listed, urlOf(place.folder))] : []
  }
}

/** What a share may have at the root, where nobody remembers it: size and hash are not known. */
export function unknownParts(receipt: Receipt, urlOf: (folder: string) => string): Part[] {
  return Object.values(rootFiles(receipt.path) ?? {}).map((place) =>
    partAt(receipt, place, {size: 0, sha256: ''}, urlOf(place.folder)),
  )
}

function partAt(
  receipt: Receipt,
  {root, folder, file}: RootFile,
  facts: {size: number; sha256: string},
  url: string,
): Part {
  const files = [{...facts, path: file}]
  return {receipt: {...receipt, path: folder, url, files}, prefix: root.slice(0, -file.length)}
}

/** What of a whole share is there, by what is there of its parts. */
export function unite(parts: readonly Part[], presences: readonly Presence[]): Presence {
  const named = (key: 'present' | 'wrong') =>
    presences.flatMap((presence, index) =>
      presence[key].map((file) => `${parts[index]?.prefix ?? ''}${file}`),
    )
  return {
    isReachable: presences.every(({isReachable}) => isReachable),
    isComplete: presences.every(({isComplete}) => isComplete),
    isGone: presences.every(({isGone}) => isGone),
    present: named('present'),
    wrong: named('wrong'),
  }
}

/** Look at every path of whole shares. @throws SessionpressError `TARGET_PATH_UNSAFE` */
export function checkShares(receipts: readonly Receipt[]): void {
  checkReceipts(receipts.flatMap((receipt) => splitReceipt(receipt)).map(({receipt}) => receipt))
}
