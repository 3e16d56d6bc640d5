/**
 * Do the same with many, a few at a time; results in the order of the items.
 *
 * When one fails no further one is begun, and those under way end before this rejects: whoever
 * takes back what was done must not race with them.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  action: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const queue = items.entries()
  const failures: unknown[] = []
  await Promise.all(Array.from({length: Math.min(limit, items.length)}, work))
  if (failures.length > 0) throw failures[0]
  return results

  async function work(): Promise<void> {
    for (const [index, item] of queue) {
      if (failures.length > 0) return
      try {
        results[index] = await action(item)
      } catch (error) {
        failures.push(error)
      }
    }
  }
}
