/** How far a flow is read ahead of what is waited for, in characters. */
export interface Lookahead {
  /** Of texts that are being worked on. */
  open: number
  /** Of markup that waits for what stands before it. */
  waiting: number
}

/** How texts stand in the items of a flow. */
export interface ItemForm<Item> {
  /** `undefined` for an item that has none. */
  textOf(item: Item): string | undefined
  /** An item with another text. */
  of(text: string): Item
}

/** What two threads are busy with for a second or two. */
const lookahead: Lookahead = {open: 600_000, waiting: 2_000_000}

/** Keeps places in texts for what is not there yet. `name` begins them: letters and digits that no session can guess. */
export function newPlaces(name: string, ahead: Lookahead = lookahead) {
  const pattern = new RegExp(`${name}:(\\d+);`)
  const places = new Map<string, Promise<string>>()
  const pending = new Set<Promise<unknown>>()
  let count = 0
  let open = 0

  return {put, settled, through}

  /** A text that stands for what comes; `length` says how much work it is. */
  function put(text: Promise<string>, length: number): string {
    const place = String(++count)
    places.set(place, text)
    open += length
    const done = () => {
      open -= length
      pending.delete(ended)
    }
    // What fails is told where it is waited for.
    const ended: Promise<void> = text.then(done, done)
    pending.add(ended)
    return `${name}:${place};`
  }

  async function settled(): Promise<void> {
    await Promise.all(pending)
  }

  /** The items of a flow in their order, all places filled. */
  async function* through<Item>(
    flow: AsyncIterable<Item> | Iterable<Item>,
    form: ItemForm<Item>,
  ): AsyncGenerator<Item> {
    const queue: {item: Item | Promise<Item>; length: number}[] = []
    let waiting = 0
    for await (const item of flow) {
      const text = form.textOf(item)
      const length = text?.length ?? 0
      const whole = text === undefined ? item : filled(item, text, form)
      // What fails is told when its turn comes, which is perhaps after it failed, or never.
      if (whole instanceof Promise) whole.catch(() => {})
      queue.push({item: whole, length})
      waiting += length
      while (queue.length > 0 && isDue(queue[0]?.item, waiting)) {
        const first = queue.shift()
        if (!first) break
        waiting -= first.length
        yield await first.item
      }
    }
    for (const {item} of queue) yield await item
  }

  /** Whether the first item goes on: it is there, or enough waits behind it. */
  function isDue(first: unknown, waiting: number): boolean {
    return !(first instanceof Promise) || open > ahead.open || waiting > ahead.waiting
  }

  /** An item with its places filled, at once where it has none. */
  function filled<Item>(item: Item, text: string, {of}: ItemForm<Item>): Item | Promise<Item> {
    const [head = '', ...rest] = text.split(pattern)
    if (rest.length === 0) return item
    // The pattern's group stands between what it cuts: numbers and texts in turns.
    const parts = rest.map((part, index) => (index % 2 === 0 ? take(part) : part))
    return Promise.all(parts).then((texts) => of(head + texts.join('')))
  }

  function take(place: string): Promise<string> {
    const text = places.get(place)
    if (!text) throw new Error('A place was filled before.')
    places.delete(place)
    return text
  }
}
