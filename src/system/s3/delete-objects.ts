import {setTimeout} from 'node:timers/promises'
import {inParallel} from '../in-parallel.js'
import type {Connection} from './connect.js'

interface ObjectName {
  key: string
  id?: string
}

/**
 * Delete objects, a thousand with one request, the most that S3 takes.
 *
 * A server answers 200 to a request of which single deletions failed. Those that may work later
 * are tried again; for any other this rejects, named as the server names it.
 */
export async function deleteObjects(
  connection: Connection,
  bucket: string,
  objects: readonly ObjectName[],
): Promise<void> {
  const batches: ObjectName[][] = []
  for (let at = 0; at < objects.length; at += batchSize) {
    batches.push(objects.slice(at, at + batchSize))
  }
  await inParallel(batches, 4, (batch) => deleteBatch(connection, bucket, batch, 4))
}

const batchSize = 1000

async function deleteBatch(
  {sdk, client}: Connection,
  Bucket: string,
  batch: ObjectName[],
  tries: number,
): Promise<void> {
  const Objects = batch.map(({key: Key, id}) => ({Key, ...(id !== undefined && {VersionId: id})}))
  const answer = await client.send(
    new sdk.DeleteObjectsCommand({Bucket, Delete: {Objects, Quiet: true}}),
  )
  const failed = (answer.Errors ?? []).filter(({Code = ''}) => !gone.has(Code))
  const [first] = failed
  if (!first) return
  const lasting = failed.find(({Code = ''}) => !passing.has(Code))
  if (lasting || tries <= 1) throw failureOf(lasting ?? first)

  await setTimeout(2 ** (4 - tries) * (100 + Math.random() * 100))
  const again = new Set(failed.map(({Key, VersionId}) => idOf(Key, VersionId)))
  const rest = batch.filter(({key, id}) => again.has(idOf(key, id)) || again.has(idOf(key)))
  // A server that names failures of keys that nobody gave it is not believed about the others.
  await deleteBatch({sdk, client}, Bucket, rest.length > 0 ? rest : batch, tries - 1)
}

const gone = new Set(['NoSuchKey', 'NoSuchVersion'])
const passing = new Set(['InternalError', 'SlowDown', 'ServiceUnavailable', 'OperationAborted'])

function idOf(key: string | undefined, version?: string): string {
  return JSON.stringify([key, version || undefined])
}

interface Failure {
  Code?: string | undefined
  Message?: string | undefined
}

function failureOf({Code, Message}: Failure): Error {
  const name = Code || 'DeletionFailed'
  return Object.assign(new Error(Message ?? name), {name, $metadata: {}})
}
