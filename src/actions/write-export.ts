import {randomBytes} from 'node:crypto'
import {constants, type FileHandle, open, rename, rm} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {isMissing} from '../system/error-code.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {explainDiskError} from '../targets/disk-error.js'

/** What tells exports of one kind apart, and makes them. */
export interface ExportKind {
  /** Whether a file that begins so was written by an earlier export. */
  isOurs(head: Buffer): boolean
  /** Write a new file so that it survives a power cut. */
  write(draft: string): Promise<void>
}

/**
 * Write one file, which must be absent or an earlier export. It is whole or what it was before.
 *
 * @throws SessionpressError `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`
 */
export async function writeExport(file: string, {isOurs, write}: ExportKind): Promise<void> {
  try {
    await refuseTaken(file, isOurs)
    await makeFolder(path.dirname(file))
    await replace(file, write)
  } catch (error) {
    throw explainDiskError(error, `write \`${file}\``)
  }
}

/** The draft lies beside the file, so that moving it there is one step on one disk. */
async function replace(file: string, write: ExportKind['write']): Promise<void> {
  const folder = path.dirname(file)
  const draft = path.join(folder, `.sessionpress-${randomBytes(8).toString('hex')}.partial`)
  try {
    await write(draft)
    await rename(draft, file)
    await syncFolder(folder)
  } finally {
    await rm(draft, {force: true})
  }
}

async function refuseTaken(file: string, isOurs: ExportKind['isOurs']): Promise<void> {
  const handle = await openThere(file)
  try {
    if (!handle) return
    const head = await readHead(handle)
    if (head && isOurs(head)) return
  } finally {
    await handle?.close()
  }
  throw new SessionpressError(
    'EXPORT_PATH_TAKEN',
    `Cannot export to \`${file}\`: something else lies there.`,
    {hint: 'Remove it, or name another file with `-o`.'},
  )
}

async function openThere(file: string): Promise<FileHandle | undefined> {
  try {
    // A pipe would keep a plain `open` waiting for its writer.
    return await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Bytes in which every export names its maker. */
const headBytes = 64 * 1024

async function readHead(handle: FileHandle): Promise<Buffer | undefined> {
  if (!(await handle.stat()).isFile()) return undefined
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead)
}
