import {createHash, randomBytes} from 'node:crypto'
import type {GetObjectCommandOutput} from '@aws-sdk/client-s3'
import type {Connection} from '../../system/s3/connect.js'
import {deleteObjects} from '../../system/s3/delete-objects.js'
import {isUnsupported, nameOf} from '../../system/s3/failure.js'
import {listFolders, listObjects, listVersions, type Version} from '../../system/s3/list.js'
import {bytesOf, factsOf, patiently} from '../../system/s3/receive.js'
import {isLocked, keepsVersions} from '../../system/s3/settings.js'

export interface PutOptions {
  type: string
  /** Whether nothing may lie there yet, as far as the server can tell. @default false */
  isNew?: boolean
  /** Whether this is a page under the key of a folder, which only a note at the object tells from others'. @default false */
  isFolderKey?: boolean
}

/** One bucket, as far as targets need it. Whatever the SDK throws goes through. */
export interface Store {
  /** Gives `false` where nothing may lie and something does that this very call did not put there. */
  put(key: string, bytes: Buffer, options: PutOptions): Promise<boolean>
  /** The bytes of an object, `undefined` where there is none. */
  read(key: string): Promise<Buffer | undefined>
  /** Size and SHA-256 of an object, `undefined` where there is none. */
  hash(key: string): Promise<{size: number; sha256: string} | undefined>
  /** Whether an object is there, and carries our note. */
  look(key: string, id?: string): Promise<'absent' | 'noted' | 'other'>
  /** Every object whose key begins so, or every version of it. */
  list(prefix: string, isVersioned: boolean): Promise<Version[]>
  /** What stands between a prefix and the next `/`. */
  listFolders(prefix: string): Promise<string[]>
  /** Delete objects, or those versions of them, in any order. */
  remove(objects: readonly {key: string; id?: string}[]): Promise<void>
  /** Whether former versions of what lies below a prefix are kept, or may be. */
  keepsVersions(prefix: string): Promise<boolean>
  isLocked(): Promise<boolean>
}

export function openStore({sdk, client}: Connection, Bucket: string): Store {
  return {
    list: (prefix, isVersioned) =>
      (isVersioned ? listVersions : listObjects)({sdk, client}, Bucket, prefix),
    listFolders: (prefix) => listFolders({sdk, client}, Bucket, prefix),
    remove: (objects) => deleteObjects({sdk, client}, Bucket, objects),

    async put(key, bytes, options) {
      const run = options.isNew ? randomBytes(16).toString('hex') : undefined
      const object = objectOf(Bucket, key, bytes, {...options, run})
      try {
        const condition = run === undefined ? {} : ({IfNoneMatch: '*'} as const)
        await client.send(new sdk.PutObjectCommand({...object, ...condition}))
      } catch (error) {
        if (run === undefined) throw error
        // Where an answer got lost, the second try comes upon what the first one put there.
        if (nameOf(error) === 'PreconditionFailed') return (await notesOf(key))?.[runNote] === run
        if (!isUnsupported(error)) throw error
        await client.send(new sdk.PutObjectCommand(object))
      }
      return true
    },

    read: (key) => receive(key, bytesOf),
    hash: (key) => receive(key, factsOf),

    async look(key, id) {
      const notes = await notesOf(key, id)
      if (!notes) return 'absent'
      return notes[note] === noted ? 'noted' : 'other'
    },

    keepsVersions: (prefix) => keepsVersions({sdk, client}, Bucket, prefix),
    isLocked: () => isLocked({sdk, client}, Bucket),
  }

  async function receive<Result>(
    Key: string,
    read: (answer: GetObjectCommandOutput) => Promise<Result>,
  ): Promise<Result | undefined> {
    const command = () => client.send(new sdk.GetObjectCommand({Bucket, Key}))
    try {
      return await patiently(async () => read(await command()))
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey') return undefined
      throw error
    }
  }

  async function notesOf(key: string, id?: string): Promise<Record<string, string> | undefined> {
    try {
      const version = id === undefined ? {} : {VersionId: id}
      const answer = await client.send(new sdk.HeadObjectCommand({Bucket, Key: key, ...version}))
      return answer.Metadata ?? {}
    } catch (error) {
      // An answer to HEAD has no body that could give the failure another name.
      if (nameOf(error) === 'NotFound' || nameOf(error) === 'NoSuchKey') return undefined
      throw error
    }
  }
}

/** Note at the page under a folder's key. */
const note = 'sessionpress'
const noted = 'page'
/** Note of which call put an object there. */
const runNote = 'sessionpress-run'

function objectOf(
  Bucket: string,
  Key: string,
  Body: Buffer,
  {type, isFolderKey, run}: PutOptions & {run: string | undefined},
) {
  return {
    Bucket,
    Key,
    Body,
    ContentType: type,
    // Kept anywhere longer, it would outlive its removal.
    CacheControl: 'no-cache',
    ContentMD5: createHash('md5').update(Body).digest('base64'),
    Metadata: {
      ...(isFolderKey && {[note]: noted}),
      ...(run !== undefined && {[runNote]: run}),
    },
  }
}
