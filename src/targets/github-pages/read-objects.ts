import {createHash} from 'node:crypto'
import type {Clone} from './clone.js'
import {damaged} from './explain.js'
import type {Entry} from './listing.js'

/** Read objects by their ids, in one process. */
export async function readObjects(
  clone: Clone,
  ids: readonly string[],
): Promise<Map<string, Buffer>> {
  if (ids.length === 0) return new Map()
  const input = ids.map((id) => `${id}\n`).join('')
  const out = await clone.read(['cat-file', '--batch'], {input, limit: 2 ** 30})
  const objects = new Map<string, Buffer>()
  for (let at = 0; at < out.length; ) {
    const end = out.indexOf('\n', at)
    const [id = '', type = '', size] = out.toString('latin1', at, end).split(' ')
    if (size === undefined) throw damaged(`object ${id} is ${type}`)
    const next = end + 1 + Number(size)
    objects.set(id, out.subarray(end + 1, next))
    at = next + 1
  }
  return objects
}

/** SHA-256 of the content of each blob by its id. */
export async function hashBlobs(
  clone: Clone,
  entries: readonly Pick<Entry, 'oid' | 'size'>[],
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>()
  const unique = new Map(entries.map((entry) => [entry.oid, entry]))
  for (const batch of batchesOf([...unique.values()])) {
    const objects = await readObjects(
      clone,
      batch.map(({oid}) => oid),
    )
    for (const [id, bytes] of objects) {
      hashes.set(id, createHash('sha256').update(bytes).digest('hex'))
    }
  }
  return hashes
}

/** As many in one go as fit into the memory of a small machine. */
function batchesOf<Item extends {size: number}>(items: Item[]): Item[][] {
  const batches: Item[][] = []
  let left = 0
  for (const item of items) {
    if (item.size > left || batches.length === 0) {
      batches.push([])
      left = 64 * 2 ** 20
    }
    batches.at(-1)?.push(item)
    left -= item.size
  }
  return batches
}
