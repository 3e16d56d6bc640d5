import {randomBytes} from 'node:crypto'
import {constants, type FileHandle, open, rename, rm} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import {type Bundle, type Content, generator} from '../session/bundle.js'
import {isMissing} from '../system/error-code.js'
import {makeFolder, syncFolder} from '../system/sync-folder.js'
import {explainDiskError} from '../targets/disk-error.js'
import {writeVerified} from '../targets/disk-file.js'

/**
 * Write a bundle's page to one file, which must be absent or a page of ours.
 * It is whole or what it was before.
 *
 * @throws SessionpressError `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`
 */
export async function exportFile(file: string, bundle: Bundle): Promise<void> {
  const page = bundle.get('index.html')
  if (!page) throw new Error('A bundle without a page cannot be one file.')
  try {
    await refuseTaken(file)
    await makeFolder(path.dirname(file))
    await replace(file, page)
  } catch (error) {
    throw explainDiskError(error, `write \`${file}\``)
  }
}

/** The draft lies beside the file, so that moving it there is one step on one disk. */
async function replace(file: string, page: Content): Promise<void> {
  const folder = path.dirname(file)
  const draft = path.join(folder, `.sessionpress-${randomBytes(8).toString('hex')}.partial`)
  try {
    await writeVerified(draft, page)
    await rename(draft, file)
    await syncFolder(folder)
  } finally {
    await rm(draft, {force: true})
  }
}

async function refuseTaken(file: string): Promise<void> {
  const handle = await openThere(file)
  try {
    if (!handle || (await isOurs(handle))) return
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

/** Bytes of a page in which its maker is named. */
const headBytes = 64 * 1024

async function isOurs(handle: FileHandle): Promise<boolean> {
  if (!(await handle.stat()).isFile()) return false
  const {buffer, bytesRead} = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0)
  return buffer.subarray(0, bytesRead).includes(`<meta name="generator" content="${generator}`)
}
