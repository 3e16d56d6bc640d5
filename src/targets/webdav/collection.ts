import {createHash} from 'node:crypto'
import type {FileFacts} from '../disk-file.js'
import {addressAt, type Dav, send} from './client.js'
import {unreadableListing, wentAway} from './explain.js'
import {type Listed, pathOf, readMultistatus} from './multistatus.js'

/** What lies in a collection, name to kind. */
export type Entries = ReadonlyMap<string, 'file' | 'collection'>

/** Longest listing that is read: some hundred thousand entries. */
const longestListing = 64 * 2 ** 20

const question =
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/></prop></propfind>'

/** What lies directly in a collection; `undefined` where there is none. */
export async function listCollection(dav: Dav, path: string): Promise<Entries | undefined> {
  const found = await propfind(dav, path, '1')
  const own = pathOf(new URL(addressAt(dav, path)))
  if (!found) return undefined
  const self = found.find((each) => each.path === own)
  if (!self) throw unreadableListing(dav, 'the collection itself is not in it')
  if (!self.isCollection) return undefined
  const entries = new Map<string, 'file' | 'collection'>()
  for (const each of found) {
    if (each === self) continue
    // Whatever it is, it lies there, and the collection is not empty.
    const name = each.path.startsWith(`${own}/`) ? each.path.slice(own.length + 1) : each.path
    entries.set(name, each.isCollection ? 'collection' : 'file')
  }
  return entries
}

/** Whether anything lies at a path. */
export async function isThere(dav: Dav, path: string): Promise<boolean> {
  return (await propfind(dav, path, '0')) !== undefined
}

async function propfind(dav: Dav, path: string, depth: string): Promise<Listed[] | undefined> {
  const {result} = await send(
    dav,
    {
      method: 'PROPFIND',
      path,
      headers: {depth, 'content-type': 'application/xml; charset=utf-8', ...uncached},
      body: question,
      expects: [207, 404, 410],
    },
    async (response, alive) => {
      const chunks: Uint8Array[] = []
      let size = 0
      for await (const chunk of response.body ?? []) {
        alive()
        size += chunk.length
        if (size > longestListing) break
        chunks.push(chunk)
      }
      return {size, text: Buffer.concat(chunks).toString()}
    },
  )
  if (result === undefined) return undefined
  if (result.size > longestListing) throw unreadableListing(dav, 'it is too long')
  try {
    return await readMultistatus(result.text, addressAt(dav, path))
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : 'it is no XML'
    throw unreadableListing(dav, why, error)
  }
}

/** Size and hash of a file as the server gives it now; `other` is something that gives no content. */
export async function readFacts(dav: Dav, path: string): Promise<FileFacts | 'absent' | 'other'> {
  const {status, result} = await send(
    dav,
    {method: 'GET', path, headers: uncached, expects: [200, ...collectionStatuses, 404, 410]},
    async (response, alive) => {
      const hash = createHash('sha256')
      let size = 0
      for await (const chunk of response.body ?? []) {
        alive()
        hash.update(chunk)
        size += chunk.length
      }
      return {size, sha256: hash.digest('hex')}
    },
  )
  return result ?? (collectionStatuses.includes(status) ? 'other' : 'absent')
}

/** What servers answer to a GET of a collection: Apache leads to its address with a slash. */
const collectionStatuses = [301, 405]

const uncached = {'cache-control': 'no-cache', pragma: 'no-cache'}

/** Make a collection. One that is there stays as it is. */
export async function makeCollection(dav: Dav, path: string): Promise<void> {
  await send(dav, {method: 'MKCOL', path, expects: [200, 201, 405]})
}

export async function putFile(
  dav: Dav,
  path: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<void> {
  await send(dav, {method: 'PUT', path, body, expects: [200, 201, 204]})
}

/**
 * Move something that only we know of.
 *
 * @returns False where something lies at its new place and may not be replaced
 */
export async function move(
  dav: Dav,
  from: string,
  to: string,
  replaces: 'replaces' | 'keeps',
): Promise<boolean> {
  const {status} = await send(dav, {
    method: 'MOVE',
    path: from,
    headers: {destination: addressAt(dav, to), overwrite: replaces === 'replaces' ? 'T' : 'F'},
    expects: [201, 204, 412, ...goneStatuses],
    // Go's server, which is rclone's too, empties the new place before it sees that nothing is to be moved.
    isDone: async () => !(await isThere(dav, from)),
  })
  if (goneStatuses.includes(status)) throw wentAway(dav, from)
  return status !== 412
}

const goneStatuses = [404, 410]

/** Delete one file, or a collection with everything in it. */
export async function deleteAt(dav: Dav, path: string): Promise<void> {
  await send(dav, {method: 'DELETE', path, expects: [200, 204, ...goneStatuses]})
}
