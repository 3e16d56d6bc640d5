import {markerFile} from '../../session/bundle.js'
import {inParallel} from '../../system/in-parallel.js'
import {type Found, isEntry, keyOf, lookInto, ownFiles, type Place} from './place.js'

/** What shall go of one share. */
export interface Clearing {
  name: string
  /** Files that are ours. */
  own: ReadonlySet<string>
  /** Those of them that stay, without their former versions. */
  keep: ReadonlySet<string>
}

/**
 * Delete files of shares, every version of them, and former versions of those that stay.
 *
 * What visitors come in by goes first, so that nobody meets half a page; the marker goes last, so
 * that a run after a crash still knows the rest as ours.
 */
export async function clear(place: Place, clearings: readonly Clearing[]): Promise<void> {
  await clearSome(place, clearings, (file) => file !== markerFile)
  await clearSome(place, clearings, (file) => file === markerFile)
}

async function clearSome(
  place: Place,
  clearings: readonly Clearing[],
  isMeant: (file: string) => boolean,
): Promise<void> {
  if (!place.isVersioned) {
    const goes = ({own, keep}: Clearing) => [...own].filter((file) => !keep.has(file))
    return removeInOrder(
      place,
      clearings.flatMap((clearing) =>
        goes(clearing)
          .filter(isMeant)
          .map((file) => ({file, key: keyOf(place, clearing.name, file)})),
      ),
    )
  }
  // A delete marker hides every version at once; deleted one by one, former ones would come to light.
  const before = await findDoomed(place, clearings, isMeant)
  const shown = before.filter(({isLatest, isMarker}) => isLatest && !isMarker)
  await removeInOrder(
    place,
    shown.map(({file, key}) => ({file, key})),
  )
  const hidden = shown.length > 0 ? await findDoomed(place, clearings, isMeant) : before
  await place.store.remove(hidden.filter(({isMarker}) => !isMarker))
  await place.store.remove(hidden.filter(({isMarker}) => isMarker))
}

async function removeInOrder(
  {store}: Place,
  objects: readonly {file: string; key: string}[],
): Promise<void> {
  await store.remove(objects.filter(({file}) => isEntry(file)))
  await store.remove(objects.filter(({file}) => !isEntry(file)))
}

/** Versions that shall go, of all these shares. */
async function findDoomed(
  place: Place,
  clearings: readonly Clearing[],
  isMeant: (file: string) => boolean,
): Promise<Found[]> {
  const doomed = await inParallel(clearings, 8, async ({name, own, keep}) => {
    const found = await lookInto(place, name)
    const ours = await ownFiles(place, name, found, own)
    return found.filter(
      ({file, isLatest}) => isMeant(file) && ours.has(file) && !(isLatest && keep.has(file)),
    )
  })
  return doomed.flat()
}
