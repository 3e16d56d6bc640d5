import {createHash} from 'node:crypto'
import {inParallel} from '../../system/in-parallel.js'
import type {FileFacts} from '../disk-file.js'
import {askForMore, askToDo, withHandle} from './answer.js'
import type {Connection} from './connection.js'
import {kinds, longNumber, number, text} from './packet.js'

/** Write a file anew. */
export async function writeFile(
  connection: Connection,
  path: string,
  bytes: Uint8Array,
): Promise<void> {
  const doing = `write \`${path}\``
  // SFTP has no word for a full disk or a quota, but a file that is open takes bytes for as long as there is room.
  const failing = 'full' as const
  const flags = number(flag.write | flag.create | flag.truncate)
  const open = {kind: kinds.open, parts: [text(path), flags, noAttributes], doing}
  await withHandle(connection, open, (handle) =>
    inParallel(piecesOf(bytes.length), piecesAtOnce, async ({at, length}) => {
      const parts = [handle, longNumber(at), text(bytes.subarray(at, at + length))]
      await askToDo(connection, {kind: kinds.write, parts, doing, failing})
    }),
  )
}

/** Have a written file put on the disk, where the server can do that. */
export async function settle(connection: Connection, path: string): Promise<void> {
  if (!connection.extensions.has(fsync)) return
  const doing = `write \`${path}\``
  await reading(connection, path, (handle) =>
    askToDo(connection, {kind: kinds.extended, parts: [text(fsync), handle], doing}),
  )
}

const fsync = 'fsync@openssh.com'

/** Size and hash of the first `size` bytes of a file, read back piece by piece. */
export function readFacts(connection: Connection, path: string, size: number): Promise<FileFacts> {
  return reading(connection, path, async (handle) => {
    const hash = createHash('sha256')
    const early = new Map<number, Buffer>()
    let done = 0
    await inParallel(piecesOf(size), piecesAtOnce, async ({at, length}) => {
      early.set(at, await readPiece(connection, handle, at, length))
      // Answers come in any order, and are hashed in that of the file.
      for (let next = early.get(done); next && next.length > 0; next = early.get(done)) {
        hash.update(next)
        early.delete(done)
        done += next.length
      }
    })
    return {size: done, sha256: hash.digest('hex')}
  })
}

/** A server may give less than asked for. */
async function readPiece(
  connection: Connection,
  handle: Buffer,
  start: number,
  length: number,
): Promise<Buffer> {
  const parts: Buffer[] = []
  for (let got = 0; got < length; ) {
    const where = [handle, longNumber(start + got), number(length - got)]
    const question = {kind: kinds.read, parts: where, doing: 'read a file'}
    const packet = await askForMore(connection, kinds.data, question)
    const part = packet?.bytes().subarray(0, length - got)
    if (!part?.length) break
    parts.push(part)
    got += part.length
  }
  return Buffer.concat(parts)
}

function reading<Result>(
  connection: Connection,
  path: string,
  work: (handle: Buffer) => Promise<Result>,
): Promise<Result> {
  const parts = [text(path), number(flag.read), noAttributes]
  return withHandle(connection, {kind: kinds.open, parts, doing: `read \`${path}\``}, work)
}

const flag = {read: 1, write: 2, create: 8, truncate: 16}

/** Rights are left to the host's own settings. */
const noAttributes = number(0)

/** Bytes that every server takes and gives in one packet, and packets under way at once. */
const pieceLength = 32_768
const piecesAtOnce = 32

function* piecesOf(size: number): Generator<{at: number; length: number}> {
  for (let at = 0; at < size; at += pieceLength) {
    yield {at, length: Math.min(pieceLength, size - at)}
  }
}
