import {randomBytes} from 'node:crypto'
import {
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
} from '@aws-sdk/client-s3'
import type {Bucket} from '../hosts/s3-bucket.js'
import type {S3Server} from '../hosts/s3-server.js'
import type {MakePlace} from './lab.js'

interface S3PlaceOptions {
  server: S3Server
  bucket: Bucket
  /** Where the command asks; the place itself is looked at directly. @default the server */
  endpoint?: string | undefined
}

/** Places in a bucket, each with a beginning of its keys of its own. */
export function s3Places({server, bucket, endpoint}: S3PlaceOptions): MakePlace {
  return async () => {
    const prefix = `${randomBytes(6).toString('hex')}/`
    return {
      target: 's3',
      setting: {
        ...{type: 's3', bucket: bucket.name, prefix, pathStyle: true},
        endpoint: endpoint ?? server.endpoint,
        url: bucket.website + prefix.slice(0, -1),
      },
      env: {
        AWS_ACCESS_KEY_ID: server.accessKeyId,
        AWS_SECRET_ACCESS_KEY: server.secretAccessKey,
      },
      names: async () => {
        const keys = await listKeys(bucket, prefix)
        return [...new Set(keys.map((key) => key.slice(prefix.length).replace(/\/.*/s, '')))].sort()
      },
      read: async (shareID) => {
        const keys = await listKeys(bucket, `${prefix}${shareID}/`)
        const files = keys.map(async (Key) => {
          const {Body} = await bucket.client.send(new GetObjectCommand({Bucket: bucket.name, Key}))
          const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
          return [Key.slice(prefix.length + shareID.length + 1), bytes] as const
        })
        return new Map(await Promise.all(files))
      },
    }
  }
}

async function listKeys({client, name}: Bucket, Prefix: string): Promise<string[]> {
  const keys: string[] = []
  let ContinuationToken: string | undefined
  do {
    const page: ListObjectsV2CommandOutput = await client.send(
      new ListObjectsV2Command({Bucket: name, Prefix, ContinuationToken}),
    )
    for (const {Key = ''} of page.Contents ?? []) keys.push(Key)
    ContinuationToken = page.NextContinuationToken
  } while (ContinuationToken !== undefined)
  return keys
}
