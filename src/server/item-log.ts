import {randomBytes} from 'node:crypto'
import type {Shelf} from '../system/shelf.js'
import {
  type Batch,
  type Earlier,
  encodeBatch,
  type ItemState,
  joined,
  merge,
  type NewBatch,
  parseBatch,
  type StoredBatch,
} from './item-batch.js'

export type {Batch, Earlier, ItemState}

/**
 * The items of one share as a log on a shelf: each sync is a batch with a number of its own, kept
 * before it is answered. Whoever comes second with a number takes the next one, so that many
 * processes can write to one log.
 */
export interface ItemLog {
  read(): Promise<ItemState>
  /** Number of the last batch, without reading any. */
  last(): Promise<number>
  /**
   * Keep one batch, after all others.
   *
   * @param make Makes it; asked again with what has come meanwhile, where another was quicker.
   */
  append(make: (earlier: Earlier) => Promise<Batch>): Promise<void>
  /**
   * Put one batch in place of many, where there are many and none is newer than `at`. Nothing is
   * lost, whoever writes meanwhile.
   *
   * @returns Number of the batch that says what all up to `at` said.
   */
  compact(at: number): Promise<number>
  /** Forget everything. */
  drop(): Promise<void>
}

/** Batches that a log may have before one takes their place. */
const mostBatches = 32

export function openItemLog(shelf: Shelf, shareID: string): ItemLog {
  const prefix = `serve/${shareID}/items/`
  // Whoever wrote last knows what is earlier still, so that a sync need not read everything before it.
  let known: (Earlier & Pick<ItemState, 'last'>) | undefined
  const nameOf = (number: number) => `${prefix}${String(number).padStart(9, '0')}.json`
  return {
    read,
    last,

    async append(make) {
      for (;;) {
        const state = known?.last === (await last()) ? known : await read()
        const batch = await make(state)
        const next = state.last + 1
        const id = randomBytes(8).toString('hex')
        if (!(await keep(next, {...batch, id}))) continue
        if (await isPassed(next, id)) {
          await shelf.remove([nameOf(next)])
          continue
        }
        known = {last: next, ...joined(state, batch)}
        return
      }
    },

    async compact(at) {
      const old = await numbers()
      if (old.length <= mostBatches) return at
      const {merged, ...state} = await read()
      if (state.last !== at) return at
      const items = [...state.items.values()]
      const whole = {...state, items, id: randomBytes(8).toString('hex'), merged}
      // Where somebody else wrote meanwhile, the next time will do.
      if (!(await keep(at + 1, whole))) return at
      await shelf.remove(old.filter((number) => number <= at).map(nameOf))
      return at + 1
    },

    async drop() {
      known = undefined
      await shelf.remove(await shelf.list(`serve/${shareID}/`))
    },
  }

  /**
   * Whether a batch lies where nobody reads it: who was held up for long finds a number free again
   * that somebody else had, and that went with all around it into one batch.
   */
  async function isPassed(number: number, id: string): Promise<boolean> {
    for (const later of (await numbers()).filter((each) => each > number)) {
      const bytes = await shelf.read(nameOf(later))
      if (!bytes) return isPassed(number, id)
      const {isWhole, merged} = parseBatch(bytes, nameOf(later))
      if (isWhole) return !merged.includes(id)
    }
    return false
  }

  async function last(): Promise<number> {
    return (await numbers()).at(-1) ?? 0
  }

  async function numbers(): Promise<number[]> {
    return (await shelf.list(prefix)).map((name) => Number.parseInt(name.slice(prefix.length), 10))
  }

  async function read(): Promise<ItemState & {merged: string[]}> {
    for (;;) {
      const batches = await readBatches()
      if (batches) return merge(batches)
    }
  }

  /** `undefined` where another process put one in place of many while this one read them. */
  async function readBatches(): Promise<StoredBatch[] | undefined> {
    const batches: StoredBatch[] = []
    // From the end: what a whole one says makes all before it needless.
    for (const number of (await numbers()).reverse()) {
      const name = nameOf(number)
      const bytes = await shelf.read(name)
      if (!bytes) return undefined
      const batch = parseBatch(bytes, `${shelf.location}/${name}`)
      batches.unshift({...batch, number})
      if (batch.isWhole) break
    }
    return batches
  }

  function keep(number: number, batch: NewBatch): Promise<boolean> {
    return shelf.write(nameOf(number), encodeBatch(batch), {isNew: true})
  }
}
