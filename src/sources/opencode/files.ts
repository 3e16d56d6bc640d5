import path from 'node:path'
import fs from 'fs-extra'
import {SessionpressError} from '../../errors.js'
import {isObject, type Json, type JsonObject} from '../../session/json.js'
import {maxBytes, readJson, tooLarge} from './read-text.js'

/**
 * All bytes of a file that a person named.
 *
 * @throws SessionpressError `SESSION_NOT_FOUND`, `SESSION_UNREADABLE`
 */
export async function readSessionFile(file: string): Promise<Uint8Array> {
  try {
    const {size} = await fs.stat(file)
    // Asked first: Node refuses such files with an error of its own.
    if (size > maxBytes) throw tooLarge(`\`${file}\``)
    return await fs.readFile(file)
  } catch (cause) {
    if (cause instanceof SessionpressError) throw cause
    throw unreadable(file, cause)
  }
}

/** What is at a path; `undefined` when nothing is. */
export async function statOf(file: string): Promise<fs.Stats | undefined> {
  try {
    return await fs.stat(file)
  } catch (cause) {
    if (isMissing(cause)) return undefined
    throw unreadable(file, cause)
  }
}

/** The first bytes of a file, to tell what it is. */
export async function readHead(file: string): Promise<string> {
  try {
    const handle = await fs.promises.open(file)
    try {
      const {buffer, bytesRead} = await handle.read(Buffer.alloc(16), 0, 16, 0)
      return buffer.toString('latin1', 0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (cause) {
    throw unreadable(file, cause)
  }
}

/** Every object in a folder's `.json` files, by name; files that cannot be read are counted. */
export async function readFolder(
  folder: string,
  damage: {unreadable: number},
): Promise<JsonObject[]> {
  const result: JsonObject[] = []
  for (const name of await namesIn(folder)) {
    if (!name.endsWith('.json')) continue
    const json = await readStoreFile(path.join(folder, name), damage)
    if (isObject(json)) result.push(json)
    else if (json !== undefined) damage.unreadable++
  }
  return result
}

/** The list in a store's file, empty where there is no such file; one that cannot be read is counted. */
export async function readList(file: string, damage: {unreadable: number}): Promise<Json[]> {
  const json = await readStoreFile(file, damage)
  if (Array.isArray(json)) return json
  if (json !== undefined) damage.unreadable++
  return []
}

/** A damaged or half-written file of a store is counted, not fatal. */
async function readStoreFile(
  file: string,
  damage: {unreadable: number},
): Promise<Json | undefined> {
  try {
    return readJson(await fs.readFile(file), file)
  } catch (cause) {
    if (!isMissing(cause)) damage.unreadable++
    return undefined
  }
}

/** Names in a folder in a fixed order, none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await fs.readdir(folder)).sort()
  } catch (cause) {
    if (isMissing(cause)) return []
    throw unreadable(folder, cause)
  }
}

function unreadable(file: string, cause: unknown): SessionpressError {
  if (isMissing(cause)) {
    return new SessionpressError('SESSION_NOT_FOUND', `There is no file \`${file}\`.`, {
      hint: 'Check the path, or give the id of a session.',
      cause,
    })
  }
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new SessionpressError('SESSION_UNREADABLE', `Cannot read \`${file}\`: ${reason}.`, {
    hint: 'Check that it is a file and that you may read it.',
    cause,
  })
}

function isMissing(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  // No name of a file is too long for a file that exists.
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'ENAMETOOLONG'
}
