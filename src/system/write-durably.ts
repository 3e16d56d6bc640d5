import {type FileHandle, open, writeFile} from 'node:fs/promises'

interface WriteDurablyOptions {
  /** What there must or must not be before, as `open` takes it. @default `wx`, a new file */
  flags?: string | number
  /** Rights of a file that is made. @default what the person's `umask` leaves */
  mode?: number
}

/** Write a file so that its bytes survive a power cut. Its name does after `syncFolder`. */
export async function writeDurably(
  file: string,
  content: string | AsyncIterable<Uint8Array>,
  {flags = 'wx', mode}: WriteDurablyOptions = {},
): Promise<void> {
  const handle: FileHandle = await open(file, flags, mode)
  try {
    // `writeFile` loops until all is written; a bare `write` may stop short unnoticed.
    await writeFile(handle, content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}
