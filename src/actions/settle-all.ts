/**
 * Do something with each of a list, a few at a time. One that fails keeps none
 * of the others from being done.
 *
 * @param together How many are under way at once.
 */
export async function settleAll<Item, Result>(
  items: readonly Item[],
  together: number,
  act: (item: Item) => Promise<Result>,
): Promise<PromiseSettledResult<Result>[]> {
  const results: PromiseSettledResult<Result>[] = []
  const waiting = items.entries()
  const work = async () => {
    for (const [index, item] of waiting) {
      const [result] = await Promise.allSettled([act(item)])
      if (result) results[index] = result
    }
  }
  await Promise.all(Array.from({length: together}, work))
  return results
}
