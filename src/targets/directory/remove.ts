import {unlink} from 'node:fs/promises'
import {foldersOf, inOrderOfRemoval} from '../layout.js'
import {foldersAbove} from '../names.js'
import {look, unsafe} from '../safe-path.js'
import type {Receipt} from '../types.js'
import {confirmFolder} from './confirm.js'
import {holdAround, holdBelow} from './hold-folder.js'
import {removeEmpty} from './remove-empty.js'
import {clearStaging, type Place} from './staging.js'

/** Remove a share's files and the folders that are empty then. */
export async function removeShare(place: Place, receipt: Receipt): Promise<void> {
  await clearStaging(place)
  const files = receipt.files.map((file) => file.path)
  await removeFiles(place, inOrderOfRemoval(files).flat())
  await removeEmpty(place, [place.name])
  await removeEmptyAbove(place)
}

/** What lies at the root of a host lies in folders of its own, which others may use. */
async function removeEmptyAbove({root, name, step}: Place): Promise<void> {
  for (const above of foldersAbove(name)) {
    if ((await look(root, above)) !== 'folder') continue
    await holdBelow(root, above, (held) => confirmFolder(held, 'REMOVE_UNVERIFIED'))
    await removeEmpty({root, step}, [above])
  }
  await confirmFolder(root, 'REMOVE_UNVERIFIED')
}

/** Remove files of a share in the order given, then the folders below the share that held them. */
export async function removeFiles(place: Place, files: string[]): Promise<void> {
  // Look at all of them first: refusing halfway would leave half a share.
  for (const file of files) await isThere(place, file)

  for (const file of files) {
    if (!(await isThere(place, file))) continue
    await holdAround(place.root, `${place.name}/${file}`, async (full, held) => {
      place.step(`remove ${file}`)
      await unlink(full)
      if (file === 'index.html') await confirmFolder(held, 'REMOVE_UNVERIFIED')
    })
  }
  const folders = foldersOf(files).map((folder) => `${place.name}/${folder}`)
  await removeEmpty(place, folders.reverse())
}

async function isThere(place: Place, file: string): Promise<boolean> {
  const below = `${place.name}/${file}`
  // A symlink in the place of a file goes like the file; what it leads to is not touched.
  const kind = await look(place.root, below, {takesLink: true})
  if (kind === 'folder') throw unsafe(below, 'a folder is in its place')
  return kind === 'file'
}
