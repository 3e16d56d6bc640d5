import {createHash} from 'node:crypto'
import {constants, mkdir, open, writeFile} from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import {SessionpressError} from '../errors.js'
import type {Content} from '../session/bundle.js'

/** What a file on the disk holds. */
export interface FileFacts {
  size: number
  sha256: string
}

/**
 * Write one new file so that it survives a power cut, and read it back.
 *
 * @throws SessionpressError `PUBLISH_UNVERIFIED` when the disk holds something else afterwards.
 */
export async function writeDurably(file: string, content: Content): Promise<void> {
  const handle = await open(file, 'wx')
  try {
    // `writeFile` loops until all is written; a bare `write` may stop short unnoticed.
    await writeFile(handle, content.read())
    await handle.sync()
  } finally {
    await handle.close()
  }

  const found = await readFacts(file)
  if (isSame(found, content)) return
  throw new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${file}\` holds ${found.size} bytes that are not the ${content.size} bytes written to it.`,
    {hint: 'Check the disk, then run this again.'},
  )
}

/** Size and hash of a file, read piece by piece. A symlink is not followed. */
export async function readFacts(file: string): Promise<FileFacts> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of handle.createReadStream({autoClose: false})) {
      hash.update(chunk)
      size += chunk.length
    }
  } finally {
    await handle.close()
  }
  return {size, sha256: hash.digest('hex')}
}

export function isSame(one: FileFacts, other: FileFacts): boolean {
  return one.size === other.size && one.sha256 === other.sha256
}

/** Make the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this, and keeps its journal by itself.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Make a folder and those it lies in, so that their names survive a power cut. */
export async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, {recursive: true})
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = path.dirname(made)) {
    await syncFolder(path.dirname(made))
  }
}
