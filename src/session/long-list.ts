/**
 * Makes a list of things as they come, one after another. A long one need not lie in memory:
 * then each thing is read anew, as a copy, when it is asked for.
 */
export type MakeList = <Item extends object>(items: Iterable<Item>) => Item[]

/** Takes a value out of memory, and gives back what reads it: a copy, each time it is asked for. */
export type PutAway = <Value extends object>(value: Value) => () => Value

/** The list of those who have memory enough. */
export const inMemory: MakeList = (items) => [...items]

/** A list whose items are made when they are asked for, each time anew. It cannot be changed. */
export function lazyList<Item>(length: number, read: (index: number) => Item): Item[] {
  // A real array inside: everything asks whether it is one, and how long it is.
  const list = new Proxy<Item[]>(new Array(length), {
    get(target, name, receiver) {
      const index = indexOf(name, length)
      return index === undefined ? Reflect.get(target, name, receiver) : read(index)
    },
    has: (target, name) => indexOf(name, length) !== undefined || Reflect.has(target, name),
    set: refuse,
    defineProperty: refuse,
    deleteProperty: refuse,
  })
  lazy.add(list)
  return list
}

const lazy = new WeakSet<object>()

/** Whether the items of a list are made each time they are asked for. */
export function isLazy(list: readonly unknown[]): boolean {
  return lazy.has(list)
}

/** `map`, which for a lazy list is done each time an item is asked for. */
export function mapped<From, To>(
  list: readonly From[],
  change: (item: From, index: number) => To,
): To[] {
  if (!isLazy(list)) return list.map(change)
  return lazyList(list.length, (index) => change(list[index] as From, index)) // Within its length.
}

/** `filter`, which of a lazy list keeps nothing but numbers in memory. */
export function filtered<Item>(
  list: readonly Item[],
  isWanted: (item: Item, index: number) => boolean,
): Item[] {
  if (!isLazy(list)) return list.filter(isWanted)
  const places: number[] = []
  for (const [index, item] of list.entries()) if (isWanted(item, index)) places.push(index)
  return lazyList(places.length, (index) => list[places[index] ?? 0] as Item) // Within its length.
}

/**
 * Leave some fields of an object where they were put away. They look as they did, and are
 * read when somebody asks for them.
 */
export function withFieldsAway<Value extends object>(
  value: Value,
  names: readonly (keyof Value)[],
  putAway: PutAway,
): Value {
  const read = putAway(Object.fromEntries(names.map((name) => [name, value[name]]))) as () => Value // It has these fields.
  for (const name of names) {
    const get = () => read()[name]
    Object.defineProperty(value, name, {get, enumerable: true, configurable: true})
  }
  return value
}

function indexOf(name: string | symbol, length: number): number | undefined {
  if (typeof name !== 'string') return undefined
  const first = name.charCodeAt(0)
  if (!(first >= 48 && first <= 57)) return undefined
  const index = Number(name)
  return index < length && String(index) === name ? index : undefined
}

function refuse(): never {
  throw new TypeError('A list that lies outside of memory cannot be changed.')
}
