/**
 * Do something with each item, some at once, begun in their order. After a failure nothing new
 * begins, and it rejects only when what was under way has ended.
 */
export async function eachAtOnce<Item>(
  items: Iterable<Item>,
  most: number,
  act: (item: Item) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = []
  const left = items[Symbol.iterator]()
  const work = async () => {
    for (let next = left.next(); !next.done && failures.length === 0; next = left.next()) {
      try {
        await act(next.value)
      } catch (error) {
        failures.push(error)
      }
    }
  }
  await Promise.all(Array.from({length: most}, work))
  if (failures.length > 0) throw failures[0]
}
