import {createHash} from 'node:crypto'
import type {GetObjectCommandOutput} from '@aws-sdk/client-s3'

/** All bytes of an object. */
export async function bytesOf(answer: GetObjectCommandOutput): Promise<Buffer> {
  const bytes = Buffer.from((await answer.Body?.transformToByteArray()) ?? [])
  expectWhole(answer, bytes.length)
  return bytes
}

/** Size and hash of an object, read piece by piece: media may be big, and many are looked at at once. */
export async function factsOf(answer: GetObjectCommandOutput) {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of answer.Body?.transformToWebStream() ?? []) {
    hash.update(chunk)
    size += chunk.length
  }
  expectWhole(answer, size)
  return {size, sha256: hash.digest('hex')}
}

/** The SDK makes a request again, but not one whose answer breaks off after its head. */
export async function patiently<Result>(action: () => Promise<Result>, tries = 3): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    const isFromHead = error instanceof Error && '$metadata' in error
    if (tries <= 1 || isFromHead) throw error
    return patiently(action, tries - 1)
  }
}

function expectWhole({ContentLength}: GetObjectCommandOutput, size: number): void {
  if (ContentLength === undefined || size === ContentLength) return
  throw Object.assign(new Error('the answer broke off'), {code: 'ECONNRESET'})
}
