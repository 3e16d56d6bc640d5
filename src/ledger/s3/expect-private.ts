import {randomBytes} from 'node:crypto'
import {SessionpressError} from '../../errors.js'
import {inParallel} from '../../system/in-parallel.js'
import type {Exposure} from '../../system/s3/exposure.js'
import type {Objects} from '../../system/s3/objects.js'
import {describeAddress, type StateAddress} from './address.js'
import {isOpenPolicy} from './public-policy.js'

interface ExpectPrivateOptions {
  address: StateAddress
  objects: Objects
  exposure: Exposure
  /** Addresses under which the server gives what lies in the bucket, each ending in `/`. */
  roots: readonly string[]
  fetch: typeof globalThis.fetch
}

/**
 * See that a place can keep state: that nobody else reads there, that two who write the same know
 * of each other, and that what is forgotten is gone. What is laid there for that goes again.
 *
 * @throws SessionpressError `LEDGER_PUBLIC`, `LEDGER_UNWRITABLE`, `LEDGER_UNAVAILABLE`
 */
export async function expectPrivate(options: ExpectPrivateOptions): Promise<void> {
  const {address, exposure, objects} = options
  if (exposure.keepsVersions || exposure.isLocked) throw keeping(address)
  const open = describeOpening(options)
  if (open !== undefined) throw readable(address, open)

  const token = randomBytes(16).toString('hex')
  const name = `probe-${token}`
  try {
    await expectConditions(options, name, token)
    await askEverywhere(options, name, token)
  } finally {
    await objects.remove([name])
  }
}

function describeOpening({exposure, address}: ExpectPrivateOptions): string | undefined {
  const {policy, grants} = exposure
  if (policy !== undefined && isOpenPolicy(policy, address)) return "the bucket's policy says so"
  const isGranted = grants.some(({group}) => /\/(?:AllUsers|AuthenticatedUsers)$/.test(group))
  return isGranted ? "the bucket's access list says so" : undefined
}

/** A server that keeps no conditions would let two instances write over each other. */
async function expectConditions(
  {address, objects}: ExpectPrivateOptions,
  name: string,
  token: string,
): Promise<void> {
  const bytes = Buffer.from(token)
  const first = await objects.putIf(name, bytes, undefined)
  const isNewTwice = first !== undefined && (await objects.putIf(name, bytes, undefined))
  const second = first && (await objects.putIf(name, Buffer.from(`${token}.`), first))
  const isStale = second !== undefined && (await objects.putIf(name, bytes, first))
  if (second !== undefined && isNewTwice === undefined && isStale === undefined) return
  throw new SessionpressError(
    'LEDGER_UNWRITABLE',
    `The server of \`${describeAddress(address)}\` does not keep to \`If-None-Match\` and \`If-Match\` when something is put there.`,
    {hint: 'Use a server with conditional writes, such as S3, R2, MinIO or Ceph.'},
  )
}

/** Ask as anybody could, without credentials. */
async function askEverywhere(
  {address, roots, fetch}: ExpectPrivateOptions,
  name: string,
  token: string,
): Promise<void> {
  const key = address.prefix + name
  const answers = await inParallel(roots, roots.length, async (root) => {
    const object = await ask(`${root}${key}`, fetch)
    if (object?.includes(token)) throw readable(address, `${root}${key} answered with it`)
    const list = `${root}?list-type=2&max-keys=1&prefix=${encodeURIComponent(address.prefix)}`
    const listed = await ask(list, fetch)
    if (listed?.includes('<ListBucketResult')) throw readable(address, `${list} lists it`)
    return object
  })
  if (answers.some((answer) => answer !== undefined)) return
  throw new SessionpressError(
    'LEDGER_UNAVAILABLE',
    `Nobody can tell who may read \`${describeAddress(address)}\`: no address of it answers.`,
    {hint: 'Check `endpoint`, then run this again.'},
  )
}

/** What an address gives to anybody: empty where it gives nothing, `undefined` where it does not answer. */
async function ask(url: string, fetch: typeof globalThis.fetch): Promise<string | undefined> {
  try {
    const response = await fetch(url, {signal: AbortSignal.timeout(15_000)})
    if (response.ok) return await response.text()
    await response.body?.cancel()
    return ''
  } catch {
    return undefined // Of the two forms of an address many servers know only one.
  }
}

function readable(address: StateAddress, why: string): SessionpressError {
  return new SessionpressError(
    'LEDGER_PUBLIC',
    `Others can read \`${describeAddress(address)}\`: ${why}. Keys of encrypted shares and links would lie there.`,
    {hint: 'Name a bucket that nobody but you may read.'},
  )
}

function keeping(address: StateAddress): SessionpressError {
  return new SessionpressError(
    'LEDGER_UNWRITABLE',
    `The bucket of \`${describeAddress(address)}\` keeps former versions, so that nothing there is ever forgotten.`,
    {hint: 'Name a bucket without versioning and Object Lock.'},
  )
}
