import {createHash} from 'node:crypto'
import type {S3Client} from '@aws-sdk/client-s3'

/**
 * Send the MD5 of a batch of deletions in place of a newer checksum, which older servers do not
 * take for the one that they require.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/blob/main/supplemental-docs/MD5_FALLBACK.md
 */
export function sendMd5OfDeletes(client: S3Client): void {
  client.middlewareStack.add(
    (next, context) => async (call) => {
      const {request} = call
      if (context.commandName === 'DeleteObjectsCommand' && isRequest(request)) {
        for (const name of Object.keys(request.headers)) {
          if (/^x-amz-(?:sdk-)?checksum-/i.test(name)) delete request.headers[name]
        }
        request.headers['content-md5'] = createHash('md5').update(request.body).digest('base64')
      }
      return next(call)
    },
    // Later than the checksum is made, and before the request is signed.
    {step: 'build', priority: 'low', name: 'md5OfDeletes'},
  )
}

interface Request {
  headers: Record<string, string>
  body: string | Uint8Array
}

function isRequest(request: unknown): request is Request {
  if (typeof request !== 'object' || request === null) return false
  if (!('headers' in request && 'body' in request)) return false
  return typeof request.body === 'string' || request.body instanceof Uint8Array
}
