import {randomBytes} from 'node:crypto'
import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import type {Json} from '../session/json.js'
import type {Shelf} from '../system/shelf.js'
import type {ShareItem} from './items.js'

/** What has come for one share, merged, redacted. */
export interface ItemState {
  /** Number of the last batch; 0 before there is one. */
  last: number
  /** By their keys, in the order of their keys. */
  items: ReadonlyMap<string, ShareItem>
  /** Numbers that masked values have, by the ids of their findings. */
  numbers: ReadonlyMap<string, number>
  /** Folders of this machine that the session worked in, as they are: in the items they are masked. */
  folders: readonly string[]
}

/** What earlier syncs say to one that comes: it need not say everything again. */
export type Earlier = Pick<ItemState, 'numbers' | 'folders'>

/** What one sync brings, redacted. */
export interface Batch {
  items: readonly ShareItem[]
  /** Keys whose item holds nothing that may be shown any more. @default none */
  gone?: readonly string[]
  numbers: ReadonlyMap<string, number>
  /** @default none */
  folders?: readonly string[]
}

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
      const {isWhole, merged} = parse(bytes, nameOf(later))
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
      const batch = parse(bytes, `${shelf.location}/${name}`)
      batches.unshift({...batch, number})
      if (batch.isWhole) break
    }
    return batches
  }

  function keep(
    number: number,
    {
      items,
      gone = [],
      numbers: given,
      folders = [],
      id,
      merged,
    }: Batch & {id: string; merged?: string[]},
  ): Promise<boolean> {
    const isWhole = merged !== undefined
    const stored = {
      version,
      id,
      isWhole,
      merged: merged ?? [],
      items,
      gone,
      numbers: [...given],
      folders,
    }
    return shelf.write(nameOf(number), Buffer.from(JSON.stringify(stored)), {isNew: true})
  }
}

const version = 1

const batchSchema = v.object({
  version: v.literal(version),
  /** Different for every batch. */
  id: v.string(),
  isWhole: v.boolean(),
  /** Ids of the batches that a whole one takes the place of. */
  merged: v.array(v.string()),
  items: v.array(
    // Whatever was kept is JSON.
    v.object({
      key: v.string(),
      type: v.string(),
      data: v.custom<Json>((data) => data !== undefined),
    }),
  ),
  gone: v.array(v.string()),
  numbers: v.array(v.tuple([v.string(), v.number()])),
  folders: v.optional(v.array(v.string()), []),
})

type StoredBatch = v.InferOutput<typeof batchSchema> & {number: number}

function merge(batches: readonly StoredBatch[]): ItemState & {merged: string[]} {
  const items = new Map<string, ShareItem>()
  let earlier: Earlier = {numbers: new Map(), folders: []}
  for (const batch of batches) {
    for (const item of batch.items) items.set(item.key, item)
    for (const key of batch.gone) items.delete(key)
    earlier = joined(earlier, batch)
  }
  const sorted = [...items].sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0))
  const merged = batches.map(({id}) => id)
  return {last: batches.at(-1)?.number ?? 0, items: new Map(sorted), ...earlier, merged}
}

function joined(
  {numbers, folders}: Earlier,
  batch: {numbers: Iterable<readonly [string, number]>; folders?: readonly string[]},
): Earlier {
  return {
    numbers: new Map([...numbers, ...batch.numbers]),
    folders: [...new Set([...folders, ...(batch.folders ?? [])])],
  }
}

function parse(bytes: Uint8Array, name: string): Omit<StoredBatch, 'number'> {
  try {
    return v.parse(batchSchema, JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch (cause) {
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${name}\`: it is damaged.`, {
      hint: 'Unshare the session in OpenCode and share it again.',
      cause,
    })
  }
}
