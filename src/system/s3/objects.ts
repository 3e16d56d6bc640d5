import {createHash, randomBytes} from 'node:crypto'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Connection} from './connect.js'
import {deleteObjects} from './delete-objects.js'
import {nameOf, statusOf} from './failure.js'
import {listObjects} from './list.js'
import {bytesOf, patiently} from './receive.js'

/** An object as it is at one moment. */
export interface Stored {
  bytes: Buffer
  /** Changes with every change of the object. */
  etag: string
  /** Milliseconds since it was put there, by the clock of the server alone; 0 where it does not say. */
  age: number
}

/** Objects of one bucket below one prefix, written only as they were last seen. Whatever the SDK throws goes through. */
export interface Objects {
  get(name: string): Promise<Stored | undefined>
  has(name: string): Promise<boolean>
  /** Put an object, whatever lies there. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /**
   * Put an object where one with this ETag lies, or, for `undefined`, where none does.
   *
   * @returns Its own ETag; `undefined` where something else lies there, or nothing.
   */
  putIf(name: string, bytes: Uint8Array, etag: string | undefined): Promise<string | undefined>
  /** Objects whose names begin so, sorted. */
  list(prefix: string): Promise<{name: string; etag: string}[]>
  remove(names: readonly string[]): Promise<void>
}

/** What lies in a bucket, below a prefix that is empty or ends in `/`. */
export function openObjects(connection: Connection, Bucket: string, prefix: string): Objects {
  const {sdk, client} = connection
  const keyOf = (name: string) => prefix + name

  return {
    async get(name) {
      try {
        return await patiently(() => receive(connection, Bucket, keyOf(name)))
      } catch (error) {
        if (nameOf(error) === 'NoSuchKey') return undefined
        throw error
      }
    },

    has: async (name) => (await look(name)) !== undefined,

    async put(name, bytes) {
      await client.send(new sdk.PutObjectCommand(objectOf(Bucket, keyOf(name), bytes)))
    },

    async putIf(name, bytes, etag) {
      if (etag === undefined) return (await tryPut(name, bytes, {IfNoneMatch: '*'})).etag
      // Ceph compares the header as it stands, so that the quotes of HTTP never fit; others want them.
      const bare = etag.replace(/^"|"$/g, '')
      const {etag: own, found} = await tryPut(name, bytes, {IfMatch: bare})
      if (own !== undefined || found !== etag || bare === etag) return own
      return (await tryPut(name, bytes, {IfMatch: etag})).etag
    },

    async list(start) {
      const found = await listObjects(connection, Bucket, keyOf(start))
      return found
        .map(({key, etag = ''}) => ({name: key.slice(prefix.length), etag}))
        .sort((one, other) => (one.name < other.name ? -1 : 1))
    },

    remove: (names) =>
      deleteObjects(
        connection,
        Bucket,
        names.map((name) => ({key: keyOf(name)})),
      ),
  }

  async function tryPut(
    name: string,
    bytes: Uint8Array,
    condition: {IfNoneMatch: '*'} | {IfMatch: string},
  ): Promise<{etag: string | undefined; found?: string | undefined}> {
    const run = randomBytes(16).toString('hex')
    const object = {...objectOf(Bucket, keyOf(name), bytes), Metadata: {[runNote]: run}}
    try {
      return await unhindered(async () => {
        const answer = await client.send(new sdk.PutObjectCommand({...object, ...condition}))
        return {etag: answer.ETag ?? (await look(name))?.etag}
      })
    } catch (error) {
      if (!isRefusal(error, 'IfMatch' in condition)) throw error
      // Where an answer got lost, the second try comes upon what the first one put there.
      const found = await look(name)
      return {etag: found?.run === run ? found.etag : undefined, found: found?.etag}
    }
  }

  async function look(name: string): Promise<{etag: string; run: string | undefined} | undefined> {
    try {
      const answer = await client.send(new sdk.HeadObjectCommand({Bucket, Key: keyOf(name)}))
      return {etag: answer.ETag ?? '', run: answer.Metadata?.[runNote]}
    } catch (error) {
      // An answer to HEAD has no body that could give the failure another name.
      if (nameOf(error) === 'NotFound' || nameOf(error) === 'NoSuchKey') return undefined
      throw error
    }
  }
}

/** Note of which call put an object there. */
const runNote = 'sessionpress-run'

async function receive({sdk, client}: Connection, Bucket: string, Key: string): Promise<Stored> {
  const command = new sdk.GetObjectCommand({Bucket, Key})
  let date: string | undefined
  command.middlewareStack.add(
    (next) => async (call) => {
      const result = await next(call)
      date = dateOf(result.response)
      return result
    },
    {step: 'deserialize', name: 'dateOfServer'},
  )
  const answer = await client.send(command)
  const now = Date.parse(date ?? '')
  const age = now - (answer.LastModified?.getTime() ?? Number.NaN)
  return {
    bytes: await bytesOf(answer),
    etag: answer.ETag ?? '',
    age: Number.isNaN(age) ? 0 : Math.max(0, age),
  }
}

/** What the server's clock shows; nothing is believed of the answer's shape. */
function dateOf(response: unknown): string | undefined {
  const {headers} = (response ?? {}) as {headers?: Partial<Record<string, unknown>>}
  const date = headers?.date
  return typeof date === 'string' ? date : undefined
}

function objectOf(Bucket: string, Key: string, bytes: Uint8Array) {
  return {
    Bucket,
    Key,
    Body: bytes,
    ContentType: 'application/octet-stream',
    ContentMD5: createHash('md5').update(bytes).digest('base64'),
  }
}

/** Whether a condition does not hold. Some servers say of an object that is gone that it is missing. */
function isRefusal(error: unknown, needsObject: boolean): boolean {
  const name = nameOf(error)
  if (name === 'PreconditionFailed' || statusOf(error) === 412) return true
  return name === conflict || (needsObject && name === 'NoSuchKey')
}

/** Of writers that come at the very same time, Amazon sends some away to ask once more. */
const conflict = 'ConditionalRequestConflict'

async function unhindered<Result>(put: () => Promise<Result>, tries = 6): Promise<Result> {
  try {
    return await put()
  } catch (error) {
    if (nameOf(error) !== conflict || tries <= 1) throw error
    await sleep(50 + Math.random() * 100)
    return unhindered(put, tries - 1)
  }
}
