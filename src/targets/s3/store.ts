import {createHash} from 'node:crypto'
import type {GetObjectCommandOutput} from '@aws-sdk/client-s3'
import type {Connection} from './connect.js'
import {deleteObjects} from './delete-objects.js'
import {isDenied, isUnsupported, nameOf} from './explain-error.js'
import {listFolders, listObjects, listVersions} from './list.js'

/** One version of an object; without an `id` where the bucket keeps none. */
export interface Version {
  key: string
  id?: string
  size: number
  etag: string | undefined
  /** Whether a plain request finds this one. */
  isLatest: boolean
  /** Whether it says that the object is deleted, and holds nothing. */
  isMarker: boolean
}

export interface PutOptions {
  type: string
  /** Whether nothing may lie there yet, as far as the server can tell. @default false */
  isNew?: boolean
  /** Whether this is a page under the key of a folder, which only a note at the object tells from others'. @default false */
  isFolderKey?: boolean
}

/** One bucket, as far as targets need it. Whatever the SDK throws goes through. */
export interface Store {
  /** Gives `false` where something lies and nothing may. */
  put(key: string, bytes: Buffer, options: PutOptions): Promise<boolean>
  /** The bytes of an object, `undefined` where there is none. */
  read(key: string): Promise<Buffer | undefined>
  /** Whether an object is there, and carries our note. */
  look(key: string, id?: string): Promise<'absent' | 'noted' | 'other'>
  /** Every object whose key begins so, or every version of it. */
  list(prefix: string, isVersioned: boolean): Promise<Version[]>
  /** What stands between a prefix and the next `/`. */
  listFolders(prefix: string): Promise<string[]>
  /** Delete objects, or those versions of them, in any order. */
  remove(objects: readonly {key: string; id?: string}[]): Promise<void>
  keepsVersions(): Promise<boolean>
  /** Whether Object Lock is on; `undefined` where the server does not tell. */
  isLocked(): Promise<boolean | undefined>
}

export function openStore({sdk, client}: Connection, Bucket: string): Store {
  return {
    list: (prefix, isVersioned) =>
      (isVersioned ? listVersions : listObjects)({sdk, client}, Bucket, prefix),
    listFolders: (prefix) => listFolders({sdk, client}, Bucket, prefix),
    remove: (objects) => deleteObjects({sdk, client}, Bucket, objects),

    async put(key, bytes, options) {
      const {isNew = false} = options
      const command = (condition: {IfNoneMatch?: '*'}) =>
        client.send(
          new sdk.PutObjectCommand({...objectOf(Bucket, key, bytes, options), ...condition}),
        )
      try {
        await command(isNew ? {IfNoneMatch: '*'} : {})
      } catch (error) {
        if (!isNew) throw error
        if (nameOf(error) === 'PreconditionFailed') return false
        if (!isUnsupported(error)) throw error
        await command({})
      }
      return true
    },

    async read(key) {
      try {
        return await patiently(async () =>
          bytesOf(await client.send(new sdk.GetObjectCommand({Bucket, Key: key}))),
        )
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined
        throw error
      }
    },

    async look(key, id) {
      try {
        const version = id === undefined ? {} : {VersionId: id}
        const {Metadata} = await client.send(
          new sdk.HeadObjectCommand({Bucket, Key: key, ...version}),
        )
        return Metadata?.[note] === noted ? 'noted' : 'other'
      } catch (error) {
        // An answer to HEAD has no body that could give the failure a name.
        if (nameOf(error) === 'NotFound' || nameOf(error) === 'NoSuchKey') return 'absent'
        throw error
      }
    },

    async keepsVersions() {
      try {
        const {Status} = await client.send(new sdk.GetBucketVersioningCommand({Bucket}))
        return Status !== undefined
      } catch (error) {
        if (isUnsupported(error)) return false
        if (!isDenied(error)) throw error
      }
      // Who may not ask for the setting may still see the versions themselves.
      try {
        await client.send(new sdk.ListObjectVersionsCommand({Bucket, MaxKeys: 1}))
        return true
      } catch (error) {
        if (isUnsupported(error)) return false
        throw error
      }
    },

    async isLocked() {
      try {
        const answer = await client.send(new sdk.GetObjectLockConfigurationCommand({Bucket}))
        return answer.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled'
      } catch (error) {
        if (nameOf(error) === 'ObjectLockConfigurationNotFoundError') return false
        if (isUnsupported(error) || isDenied(error)) return undefined
        throw error
      }
    },
  }
}

const note = 'sessionpress'
const noted = 'page'

function objectOf(Bucket: string, Key: string, Body: Buffer, options: PutOptions) {
  return {
    Bucket,
    Key,
    Body,
    ContentType: options.type,
    // Kept anywhere longer, it would outlive its removal.
    CacheControl: 'no-cache',
    ContentMD5: createHash('md5').update(Body).digest('base64'),
    ...(options.isFolderKey && {Metadata: {[note]: noted}}),
  }
}

async function bytesOf({Body, ContentLength}: GetObjectCommandOutput): Promise<Buffer> {
  const bytes = Buffer.from((await Body?.transformToByteArray()) ?? [])
  if (ContentLength === undefined || bytes.length === ContentLength) return bytes
  throw Object.assign(new Error('the answer broke off'), {code: 'ECONNRESET'})
}

/** The SDK makes a request again, but not one whose answer breaks off after its head. */
async function patiently<Result>(action: () => Promise<Result>, tries = 3): Promise<Result> {
  try {
    return await action()
  } catch (error) {
    const isFromHead = error instanceof Error && '$metadata' in error
    if (tries <= 1 || isFromHead) throw error
    return patiently(action, tries - 1)
  }
}
