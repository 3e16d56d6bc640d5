import {createHash} from 'node:crypto'
import {constants, open} from 'node:fs/promises'
import {SessionpressError} from '../errors.js'
import type {Content} from '../session/bundle.js'
import {writeDurably} from '../system/write-durably.js'

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
export async function writeVerified(file: string, content: Content): Promise<void> {
  await writeDurably(file, content.read())
  const found = await readFacts(file)
  if (isSame(found, content)) return
  throw new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${file}\` holds ${found.size} bytes that are not the ${content.size} bytes written to it.`,
    {hint: 'Check the disk, then run this again.'},
  )
}

/** Size and hash of a file, read piece by piece. A symlink is not followed, a pipe not waited for. */
export async function readFacts(file: string): Promise<FileFacts> {
  const {O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0} = constants
  const handle = await open(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
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
