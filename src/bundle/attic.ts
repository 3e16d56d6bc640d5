import {inMemory, lazyList, type MakeList, type PutAway} from '../session/long-list.js'
import {createAtticFile, type Place} from './attic-file.js'

/**
 * Where the pieces of a session lie that are too many for memory: in a temporary file that only
 * this user can read. Only what was redacted may go there.
 */
export interface Attic {
  /** Characters of one list that stay in memory, roughly. */
  memory: number
  /** A list that stays in memory while it is small. */
  list: MakeList
  /** Takes a value out of memory; `undefined` as long as every list was small. */
  readonly putAway: PutAway | undefined
  /** Characters of all lists so far, roughly. */
  readonly total: number
  /** Remove the file. Nothing of it can be read afterwards. */
  dispose(): Promise<void>
}

export interface AtticOptions {
  /** Characters of one list that stay in memory, roughly. @default 8 million */
  memory?: number
}

/** An attic with nothing in it. No file is made before something has to lie there. */
export function createAttic({memory = 8_000_000}: AtticOptions = {}): Attic {
  let file: ReturnType<typeof createAtticFile> | undefined
  let total = 0
  return {
    memory,
    list,
    get total() {
      return total
    },
    get putAway() {
      return file && putAway
    },
    dispose: async () => file?.remove(),
  }

  function list<Item extends object>(items: Iterable<Item>): Item[] {
    const held: Item[] = []
    let weight = 0
    let places: Place[] | undefined
    for (const item of items) {
      weight += weightOf(item)
      if (places) places.push(write(item))
      else {
        held.push(item)
        if (weight > memory) places = held.splice(0).map(write)
      }
    }
    total += weight
    if (!places) return inMemory(held)
    const all = places
    return lazyList(all.length, (index) => read<Item>(all[index]))
  }

  function putAway<Value extends object>(value: Value): () => Value {
    const place = write(value)
    return () => read<Value>(place)
  }

  function write(value: object): Place {
    file ??= createAtticFile()
    return file.write(value)
  }

  function read<Value>(place: Place | undefined): Value {
    if (!file || !place) throw new RangeError('Nothing lies there.')
    return file.read(place) as Value // As it was written: nobody else writes there.
  }
}

/** Characters of a value, roughly. */
function weightOf(value: unknown): number {
  if (typeof value === 'string') return value.length
  if (typeof value !== 'object' || value === null) return 8
  let weight = 16
  for (const field of Object.values(value)) weight += weightOf(field)
  return weight
}
