import {constants} from 'node:fs'
import {type FileHandle, open} from 'node:fs/promises'

/** What is bigger is no file of credentials. */
const mostBytes = 1_000_000

/**
 * Text of a small regular file; nothing where it is none. A pipe or a device
 * does not make us wait.
 *
 * @throws Error of the system when the file is there and cannot be read
 */
export async function readSmallFile(file: string): Promise<string | undefined> {
  const handle = await openAtOnce(file)
  if (!handle) return undefined
  try {
    const stats = await handle.stat()
    if (!stats.isFile() || stats.size > mostBytes) return undefined
    // No more than it said: some files of `/proc` go on and on.
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(stats.size))
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await handle.close()
  }
}

/** Without `O_NONBLOCK`, which Windows does not have, a pipe opens when somebody writes to it. */
async function openAtOnce(file: string): Promise<FileHandle | undefined> {
  try {
    return await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isNothing(error)) return undefined
    throw error
  }
}

function isNothing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG'].includes(String(code))
}
