/** Requests that a server has to bear at once. */
const most = 4

/** Do something with each of many, some at a time; the first failure ends it, once what is under way is done. */
export async function inParallel<Item>(
  items: readonly Item[],
  action: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const left = items.entries()
  const failures: unknown[] = []
  const work = async () => {
    for (const [index, item] of left) {
      if (failures.length > 0) return
      await action(item, index).catch((error: unknown) => failures.push(error))
    }
  }
  await Promise.all(Array.from({length: most}, work))
  if (failures.length > 0) throw failures[0]
}
