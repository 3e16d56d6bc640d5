import {SessionpressError} from '../errors.js'
import {settleAll} from '../system/in-parallel.js'
import type {Presence, Receipt, Target} from '../targets/types.js'

/**
 * Remove what receipts list, all in one go; where one of them keeps it from being done, each by itself.
 *
 * @returns What went wrong with each, in their order.
 */
export async function removeEach(
  target: Target,
  receipts: readonly Receipt[],
  onNote: (note: string) => void,
): Promise<(SessionpressError | undefined)[]> {
  return await oneByOne(receipts, async (some) => {
    const {notes} = await target.remove(some)
    notes.forEach(onNote)
    return some.map(() => undefined)
  })
}

/** Look at what receipts list, all in one go; where one of them cannot be looked at, each by itself. */
export async function inspectEach(
  target: Target,
  receipts: readonly Receipt[],
): Promise<(SessionpressError | Presence)[]> {
  return await oneByOne(receipts, (some) => target.inspect(some))
}

async function oneByOne<Result>(
  receipts: readonly Receipt[],
  act: (receipts: readonly Receipt[]) => Promise<Result[]>,
): Promise<(SessionpressError | Result)[]> {
  try {
    return await act(receipts)
  } catch (error) {
    if (!(error instanceof SessionpressError)) throw error
    // Where the place itself cannot be asked, asking again for each only takes longer.
    if (receipts.length === 1 || ofPlace.has(error.code)) return receipts.map(() => error)
  }
  const ends = await settleAll(receipts, 1, (receipt) => oneByOne([receipt], act))
  return ends.flatMap((end) => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
}

const ofPlace = new Set(['TARGET_DENIED', 'TARGET_UNAVAILABLE'])
