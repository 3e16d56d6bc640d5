import {createHash} from 'node:crypto'
import {appendFileSync, closeSync, createReadStream, openSync} from 'node:fs'
import {explainTemporaryError} from '../system/temporary-folder.js'

/**
 * Text on its way to several files at once: written piece by piece, then read
 * as often as it takes. In memory while it is small, then in a temporary file.
 *
 * @param memory Characters that stay in memory.
 * @param newFile Names a file that is not there yet, when one is needed.
 * @throws SessionpressError `TEMPORARY_UNWRITABLE`, while writing
 */
export function createHolder(memory: number, newFile: () => string) {
  const hash = createHash('sha256')
  let waiting: string[] = []
  let size = 0
  let file: string | undefined

  return {
    write(text: string): void {
      hash.update(text, 'utf8')
      waiting.push(text)
      size += text.length
      if (size > memory) spill()
    },
    seal() {
      if (file !== undefined) spill()
      const sha256 = hash.digest('hex')
      const [kept, place] = [waiting, file]
      return {sha256, read: () => (place === undefined ? fromMemory(kept) : fromFile(place))}
    },
  }

  function spill(): void {
    try {
      file ??= newFile()
      const handle = openSync(file, 'a', 0o600)
      try {
        appendFileSync(handle, waiting.join(''))
      } finally {
        closeSync(handle)
      }
    } catch (error) {
      throw explainTemporaryError(error)
    }
    waiting = []
    size = 0
  }
}

async function* fromMemory(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces
}

async function* fromFile(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, {encoding: 'utf8', highWaterMark: 256 * 1024})
  // A stream with an encoding gives strings.
  for await (const piece of stream) yield piece as string
}
