import {pipeline, Readable} from 'node:stream'
import {createGzip} from 'node:zlib'

/**
 * Compress a file into pieces of the same length, the last one shorter. Never
 * holds more than two of them.
 */
export async function* compress(
  bytes: AsyncIterable<Uint8Array>,
  length: number,
): AsyncGenerator<Buffer> {
  const gzip = createGzip()
  // An error of the source ends the compressed stream with it, which is where it is met.
  pipeline(Readable.from(bytes), gzip, () => {})
  let waiting: Buffer[] = []
  let size = 0
  // A stream without an encoding gives buffers.
  for await (const piece of gzip as AsyncIterable<Buffer>) {
    waiting.push(piece)
    size += piece.length
    if (size < length) continue
    let whole = Buffer.concat(waiting)
    for (; whole.length >= length; whole = whole.subarray(length)) yield whole.subarray(0, length)
    waiting = [whole]
    size = whole.length
  }
  if (size > 0) yield Buffer.concat(waiting)
}
