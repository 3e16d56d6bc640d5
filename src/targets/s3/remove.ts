import {inParallel} from '../../system/in-parallel.js'
import {checkReceipts} from '../names.js'
import type {Receipt} from '../types.js'
import {clear} from './clear.js'
import {lookInto, ownFiles, type Place} from './place.js'

/** Remove what receipts list, every version of it, and what earlier versions of the shares left. */
export async function removeShares(place: Place, receipts: readonly Receipt[]): Promise<void> {
  checkReceipts(receipts)
  const clearings = await inParallel(receipts, 8, async ({path, files}) => {
    const listed = files.map((file) => file.path)
    const own = await ownFiles(place, path, await lookInto(place, path), listed)
    return {name: path, own, keep: new Set<string>()}
  })
  await clear(place, clearings)
}
