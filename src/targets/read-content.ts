import {createHash} from 'node:crypto'
import {SessionpressError} from '../errors.js'
import type {Content} from '../session/bundle.js'

/**
 * All bytes of a file of a bundle.
 *
 * @throws SessionpressError `PUBLISH_UNVERIFIED` when they are not what its size and hash say
 */
export async function readContent(file: string, content: Content): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content.read()) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  if (bytes.length === content.size && sha256 === content.sha256) return bytes
  throw new SessionpressError(
    'PUBLISH_UNVERIFIED',
    `\`${file}\` is ${bytes.length} bytes that are not the ${content.size} bytes of the bundle.`,
    {hint: 'Run this again.'},
  )
}
