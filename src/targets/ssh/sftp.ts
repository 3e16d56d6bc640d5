import {askFor, askForMore, askToDo, withHandle} from './answer.js'
import type {Connection} from './connection.js'
import {failed, isMissingThere} from './failures.js'
import {type Entry, kinds, number, text} from './packet.js'

/** What lies there, a symlink itself; `undefined` for nothing. */
export function lookAt(connection: Connection, path: string): Promise<Entry | undefined> {
  return entryOf(connection, kinds.lstat, path)
}

/** What lies there, symlinks followed; `undefined` for nothing. */
export function lookThrough(connection: Connection, path: string): Promise<Entry | undefined> {
  return entryOf(connection, kinds.stat, path)
}

/** The absolute path, without symlinks, of what is there. */
export async function resolvePath(connection: Connection, path: string): Promise<string> {
  const question = {kind: kinds.resolve, parts: [text(path)], doing: `find \`${path}\``}
  const packet = await askFor(connection, kinds.names, question)
  packet.number()
  return packet.text()
}

/** Everything in a folder by its name. */
export function readFolder(connection: Connection, path: string): Promise<Map<string, Entry>> {
  const doing = `read \`${path}\``
  const open = {kind: kinds.openFolder, parts: [text(path)], doing}
  return withHandle(connection, open, async (handle) => {
    const entries = new Map<string, Entry>()
    while (entries.size < mostEntries) {
      const more = {kind: kinds.readFolder, parts: [handle], doing}
      const packet = await askForMore(connection, kinds.names, more)
      if (!packet) return entries
      for (let left = packet.number(); left > 0; left--) {
        const name = packet.text()
        packet.bytes()
        const entry = packet.entry()
        // A name that means another place is none that lies in this folder.
        if (!/^\.{0,2}$|[/\0]/.test(name)) entries.set(name, entry)
      }
    }
    throw failed('failed', `${doing}: it holds too much`)
  })
}

/** Enough for any folder, and an end for a host that has none. */
const mostEntries = 1_000_000

export async function makeFolder(connection: Connection, path: string): Promise<void> {
  // Rights are left to the host's own settings.
  const parts = [text(path), number(0)]
  await askToDo(connection, {kind: kinds.makeFolder, parts, doing: `make \`${path}\``})
}

export async function removeFolder(connection: Connection, path: string): Promise<void> {
  const doing = `remove \`${path}\``
  await askToDo(connection, {kind: kinds.removeFolder, parts: [text(path)], doing})
}

export async function removeFile(connection: Connection, path: string): Promise<void> {
  const doing = `remove \`${path}\``
  await askToDo(connection, {kind: kinds.remove, parts: [text(path)], doing})
}

/** Rename; what lies at `to` may make it fail. */
export async function rename(connection: Connection, from: string, to: string): Promise<void> {
  const parts = [text(from), text(to)]
  await askToDo(connection, {kind: kinds.rename, parts, doing: `rename to \`${to}\``})
}

/**
 * Rename over a file in one step. Few servers lack that (`posix-rename@openssh.com`); there the old
 * file goes first, and is missing for the time of one answer.
 */
export async function replace(connection: Connection, from: string, to: string): Promise<void> {
  if (connection.extensions.has(posixRename)) {
    const parts = [text(posixRename), text(from), text(to)]
    return await askToDo(connection, {kind: kinds.extended, parts, doing: `rename to \`${to}\``})
  }
  if (await lookAt(connection, to)) await removeFile(connection, to)
  await rename(connection, from, to)
}

const posixRename = 'posix-rename@openssh.com'

async function entryOf(
  connection: Connection,
  kind: number,
  path: string,
): Promise<Entry | undefined> {
  const question = {kind, parts: [text(path)], doing: `look at \`${path}\``}
  try {
    return (await askFor(connection, kinds.attributes, question)).entry()
  } catch (error) {
    if (isMissingThere(error)) return undefined
    throw error
  }
}
