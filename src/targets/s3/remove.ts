import {inParallel} from '../../system/in-parallel.js'
import {checkName} from '../names.js'
import {splitSafely} from '../safe-path.js'
import type {Receipt} from '../types.js'
import {clear} from './clear.js'
import {lookInto, ownFiles, type Place} from './place.js'

/** Remove what receipts list, every version of it, and what earlier versions of the shares left. */
export async function removeShares(place: Place, receipts: readonly Receipt[]): Promise<void> {
  // All of them first: refusing halfway would leave half of the shares.
  for (const {path, files} of receipts) {
    checkName(path)
    for (const file of files) splitSafely(file.path)
  }
  const clearings = await inParallel(receipts, 8, async ({path, files}) => {
    const listed = files.map((file) => file.path)
    const own = await ownFiles(place, path, await lookInto(place, path), listed)
    return {name: path, own, keep: new Set<string>()}
  })
  await clear(place, clearings)
}
