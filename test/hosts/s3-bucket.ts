import {randomBytes} from 'node:crypto'
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutBucketWebsiteCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3'
import {onTestFinished} from 'vitest'
import type {S3Options} from '../../src/targets/s3/options.js'
import {s3} from '../../src/targets/s3.js'
import type {Target} from '../../src/targets/types.js'
import {startForwarder} from './forwarder.js'
import type {S3Server} from './s3-server.js'

/** A new bucket, which everybody may read from unless it is private, and a way to look at it past the target. */
export interface Bucket {
  name: string
  client: S3Client
  /** Address of its website, where a folder answers with its `index.html`. */
  website: string
  /** Address of the bucket itself. */
  address: string
  target(options?: Partial<S3Options>, env?: Record<string, string>): Target
  served(): Promise<Record<string, string>>
  put(file: string, text: string): Promise<void>
  take(file: string): Promise<void>
  /** Every version and delete marker, as `key` and `key (deleted)`. */
  versions(): Promise<string[]>
  /** What anybody may do, and nothing else. */
  allow(...actions: string[]): Promise<void>
  /** The same below one prefix alone. */
  allowBelow(prefix: string, ...actions: string[]): Promise<void>
  /** The same for who meets a condition. */
  allowWhere(condition: object, ...actions: string[]): Promise<void>
}

interface BucketOptions {
  isVersioned?: boolean
  isLocked?: boolean
  /** Whether nobody else may read from it. @default false */
  isPrivate?: boolean
  /** Begin of the keys that `served`, `put` and `take` speak of. */
  prefix?: string
  /** Told what to do when the bucket is not needed any more. @default it ends with the test */
  onEnd?: (end: () => Promise<void>) => void
}

export async function makeBucket(
  server: S3Server,
  {
    isVersioned = false,
    isLocked = false,
    isPrivate = false,
    prefix = '',
    onEnd = onTestFinished,
  }: BucketOptions = {},
): Promise<Bucket> {
  const {endpoint, accessKeyId, secretAccessKey} = server
  const Bucket = `test-${randomBytes(8).toString('hex')}`
  const client = new S3Client({
    endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: {accessKeyId, secretAccessKey},
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  await client.send(new CreateBucketCommand({Bucket, ObjectLockEnabledForBucket: isLocked}))
  if (isVersioned) {
    const VersioningConfiguration = {Status: 'Enabled'} as const
    await client.send(new PutBucketVersioningCommand({Bucket, VersioningConfiguration}))
  }
  const WebsiteConfiguration = {IndexDocument: {Suffix: 'index.html'}}
  await client.send(new PutBucketWebsiteCommand({Bucket, WebsiteConfiguration}))
  const forwarder = await startForwarder(endpoint, {host: server.websiteHost(Bucket)})
  onEnd(async () => {
    await forwarder.stop()
    client.destroy()
  })

  const bucket: Bucket = {
    name: Bucket,
    client,
    website: `${forwarder.url}/${prefix}`,
    address: `${endpoint}/${Bucket}/${prefix}`,

    target: (options = {}, env = {}) =>
      s3(
        {
          bucket: Bucket,
          prefix,
          endpoint,
          pathStyle: true,
          url: (options.index ?? 'folder') === 'folder' ? bucket.website : bucket.address,
          ...options,
        },
        {
          fetch,
          env: {AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, ...env},
          home: undefined,
          cacheFolder: () => {
            throw new Error('not used')
          },
        },
      ),

    async served() {
      const texts: Record<string, string> = {}
      let from: string | undefined
      do {
        const page = await client.send(new ListObjectsV2Command({Bucket, ContinuationToken: from}))
        for (const {Key = ''} of page.Contents ?? []) {
          const {Body} = await client.send(new GetObjectCommand({Bucket, Key}))
          texts[Key.slice(prefix.length)] = (await Body?.transformToString()) ?? '?'
        }
        from = page.NextContinuationToken
      } while (from !== undefined)
      // The page under the folder's key is the page once more; anything else there is not hidden.
      for (const key of Object.keys(texts)) {
        if (key.endsWith('/') && texts[key] === texts[`${key}index.html`]) delete texts[key]
      }
      return texts
    },

    async put(file, Body) {
      await client.send(new PutObjectCommand({Bucket, Key: prefix + file, Body}))
    },

    async take(file) {
      await client.send(new DeleteObjectCommand({Bucket, Key: prefix + file}))
    },

    async versions() {
      const {Versions = [], DeleteMarkers = []} = await client.send(
        new ListObjectVersionsCommand({Bucket}),
      )
      return [
        ...Versions.map(({Key}) => `${Key}`),
        ...DeleteMarkers.map(({Key}) => `${Key} (deleted)`),
      ].sort()
    },

    allow: (...Action) => allow({Action, Resource: all}),
    allowBelow: (below, ...Action) => allow({Action, Resource: [`${all[0]}/${below}*`]}),
    allowWhere: (Condition, ...Action) => allow({Action, Resource: all, Condition}),
  }
  const all = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`]
  const allow = async (what: object) => {
    const Statement = [{Effect: 'Allow', Principal: '*', ...what}]
    const Policy = JSON.stringify({Version: '2012-10-17', Statement})
    await client.send(new PutBucketPolicyCommand({Bucket, Policy}))
  }
  if (!isPrivate) await bucket.allow('s3:GetObject')
  return bucket
}
