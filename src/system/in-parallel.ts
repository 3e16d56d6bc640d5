/**
 * Do the same with many, a few at a time, begun in their order; results in the order of the items.
 *
 * When one fails no further one is begun, and those under way end before this rejects: whoever
 * takes back what was done must not race with them.
 *
 * @param most How many are under way at once.
 */
export async function inParallel<Item, Result>(
  items: Iterable<Item>,
  most: number,
  act: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const failures: unknown[] = []
  const left = items[Symbol.iterator]()
  let count = 0
  const work = async () => {
    for (let next = left.next(); !next.done && failures.length === 0; next = left.next()) {
      const index = count++
      try {
        results[index] = await act(next.value, index)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({length: most}, work))
  if (failures.length > 0) throw failures[0]
  return results
}

/** The same, where one that fails keeps none of the others from being done. */
export async function settleAll<Item, Result>(
  items: Iterable<Item>,
  most: number,
  act: (item: Item, index: number) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  return await inParallel(items, most, async (item, index) => {
    try {
      return {status: 'fulfilled', value: await act(item, index)}
    } catch (reason) {
      return {status: 'rejected', reason}
    }
  })
}
