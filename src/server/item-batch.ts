import * as v from 'valibot'
import {SessionpressError} from '../errors.js'
import type {Json} from '../session/json.js'
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

/** A batch that is about to be kept; a whole one names those that it takes the place of. */
export type NewBatch = Batch & {id: string; merged?: string[]}

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

/** A batch as it lies on a shelf, with its number. */
export type StoredBatch = v.InferOutput<typeof batchSchema> & {number: number}

/** What batches say together, of which the last counts. */
export function merge(batches: readonly StoredBatch[]): ItemState & {merged: string[]} {
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

/** What is known once another batch has come. */
export function joined(
  {numbers, folders}: Earlier,
  batch: {numbers: Iterable<readonly [string, number]>; folders?: readonly string[]},
): Earlier {
  return {
    numbers: new Map([...numbers, ...batch.numbers]),
    folders: [...new Set([...folders, ...(batch.folders ?? [])])],
  }
}

/**
 * A batch from what lies on a shelf.
 *
 * @param name Where it lies, for a person.
 * @throws SessionpressError `LEDGER_UNREADABLE`
 */
export function parseBatch(bytes: Uint8Array, name: string): Omit<StoredBatch, 'number'> {
  try {
    return v.parse(batchSchema, JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch (cause) {
    throw new SessionpressError('LEDGER_UNREADABLE', `Cannot read \`${name}\`: it is damaged.`, {
      hint: 'Unshare the session in OpenCode and share it again.',
      cause,
    })
  }
}

/** A batch as it is kept. */
export function encodeBatch(batch: NewBatch): Uint8Array {
  const {id, items, gone = [], numbers, folders = [], merged} = batch
  const isWhole = merged !== undefined
  const kept = {
    version,
    id,
    isWhole,
    merged: merged ?? [],
    items,
    gone,
    numbers: [...numbers],
    folders,
  }
  return Buffer.from(JSON.stringify(kept))
}
