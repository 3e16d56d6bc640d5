import net from 'node:net'
import {connect} from '../../system/s3/connect.js'
import {readExposure} from '../../system/s3/exposure.js'
import {type Objects, openObjects} from '../../system/s3/objects.js'
import {describeAddress, type StateAddress} from './address.js'
import {expectPrivate} from './expect-private.js'
import {explainStateError} from './state-error.js'

export interface StateBucketOptions {
  env: Readonly<Record<string, string | undefined>>
  fetch: typeof globalThis.fetch
  /** Throws where this place is meant for something else; asked before anything is written. */
  refuse: (address: StateAddress) => Promise<void>
}

/** Objects of a state, and what sees whether it can be one. */
export interface StateBucket extends Objects {
  /** Where it is, in words that can be shown to a person. */
  location: string
  /** Connect and look who may read there, unless that was done. Everything else does this first. */
  expectUsable(): Promise<void>
}

/**
 * The part of a bucket that holds a state. Nothing is loaded or asked before something is needed.
 *
 * @throws SessionpressError, at each call: `LEDGER_DENIED`, `LEDGER_UNAVAILABLE`, `LEDGER_UNWRITABLE`,
 * `LEDGER_PUBLIC`, `CONFIG_INVALID`
 */
export function openStateBucket(address: StateAddress, options: StateBucketOptions): StateBucket {
  const location = describeAddress(address)
  let opened: Promise<Objects> | undefined

  return {
    location,
    expectUsable: () => using('open', async () => {}),
    get: (name) => using('read', (objects) => objects.get(name)),
    has: (name) => using('read', (objects) => objects.has(name)),
    put: (name, bytes) => using('write to', (objects) => objects.put(name, bytes)),
    putIf: (name, bytes, etag) => using('write to', (objects) => objects.putIf(name, bytes, etag)),
    list: (prefix) => using('read', (objects) => objects.list(prefix)),
    remove: (names) => using('delete from', (objects) => objects.remove(names)),
  }

  async function using<Result>(doing: string, act: (objects: Objects) => Promise<Result>) {
    try {
      opened ??= open(address, options)
      return await act(await opened.catch(reopenNext))
    } catch (error) {
      throw explainStateError(error, `${doing} \`${location}\``)
    }
  }

  function reopenNext(error: unknown): never {
    opened = undefined // Somebody may log in, or close the bucket, before the next call.
    throw error
  }
}

async function open(
  address: StateAddress,
  {env, fetch, refuse}: StateBucketOptions,
): Promise<Objects> {
  await refuse(address)
  const connection = await connect(address, env)
  const objects = openObjects(connection, address.bucket, address.prefix)
  const exposure = await readExposure(connection, address.bucket)
  const region = String(await connection.client.config.region())
  const roots = rootsOf(address, region, env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL)
  await expectPrivate({address, objects, exposure, roots, fetch})
  return objects
}

/** Where a server gives out what lies in a bucket: with its name in the path, and in the host's name. */
function rootsOf(
  {bucket, endpoint: given}: StateAddress,
  region: string,
  fromEnvironment: string | undefined,
): string[] {
  const endpoint = given ?? fromEnvironment ?? `https://s3.${region}.amazonaws.com`
  const {protocol, host, hostname, pathname} = new URL(endpoint)
  const path = pathname.replace(/\/+$/, '')
  const inPath = `${protocol}//${host}${path}/${bucket}/`
  // A number has no names below it, and asking for one may take long.
  if (net.isIP(hostname.replace(/^\[|\]$/g, ''))) return [inPath]
  return [inPath, `${protocol}//${bucket}.${host}${path}/`]
}
