import {createHash} from 'node:crypto'
import {jsonTwin} from '../bundle/json-twin.js'
import {createShareID} from '../ledger/share-id.js'
import type {NativeSession} from '../session/native.js'

/** A share id made from the content: the same session gives the same one, whatever machine exports it. */
export function contentID(native: NativeSession): string {
  const hash = createHash('sha256')
  add(native)
  const digest = hash.digest()
  return createShareID((count) => digest.subarray(0, count))

  function add(session: NativeSession): void {
    for (const piece of jsonTwin(session)) hash.update(piece)
    hash.update(JSON.stringify([session.todos, session.diffs, session.remarks]))
    session.children.forEach(add)
  }
}
