import type {Bundle} from '../session/bundle.js'
import {inParallel} from '../system/in-parallel.js'
import {connect} from '../system/s3/connect.js'
import {explainS3Error} from '../system/s3/explain-error.js'
import {addressOf} from './address.js'
import {checkName, listFiles} from './names.js'
import {withRootFiles} from './root-files.js'
import {checkBucket} from './s3/check.js'
import {findShare, listShares} from './s3/find.js'
import {inspectShare} from './s3/inspect.js'
import {invalidate} from './s3/invalidate.js'
import type {S3Options} from './s3/options.js'
import type {Place} from './s3/place.js'
import {publishShare} from './s3/publish.js'
import {removeShares} from './s3/remove.js'
import {openStore, type Store} from './s3/store.js'
import {
  type FolderTarget,
  type Receipt,
  servedByOthers,
  type Target,
  type TargetContext,
} from './types.js'

export {s3Schema} from './s3/options.js'

const type = 's3'

/** Publish to a bucket: Amazon's, or of any server that speaks S3. */
export function s3(options: S3Options, {env, fetch}: TargetContext): Target {
  const {bucket, endpoint, cloudfront: distribution, index = 'folder', patience} = options
  const prefix = (options.prefix ?? '').replace(/^\/+|\/*$/g, '').replace(/(?<=.)$/, '/')
  const root = endpoint === undefined ? 's3:/' : endpoint.replace(/\/+$/, '')
  const place = `${root}/${bucket}/${prefix}`
  let opened: Promise<Store> | undefined

  const target: FolderTarget = {
    type,
    abilities: servedByOthers,
    plan: (bundle, name) => plan(bundle, name),

    publish: (bundle, name, previous) =>
      explained('publish to', async () => {
        const planned = plan(bundle, name)
        const isUpdate = await publishShare(await look(), name, bundle, previous)
        if (isUpdate) await forget([planned])
        return planned
      }),

    remove: (receipts) =>
      explained('remove from', async () => {
        if (receipts.length === 0) return {notes: []}
        await removeShares(await look(), receipts)
        await forget(receipts)
        return {notes: []}
      }),

    inspect: (receipts) =>
      explained('look into', async () => {
        if (receipts.length === 0) return []
        const at = await look()
        return inParallel(receipts, 8, (receipt) => inspectShare(at, receipt))
      }),

    find: (name) =>
      explained('look into', async () => {
        checkName(name)
        const files = await findShare(await look(), name)
        return files && {...plan(new Map(), name), files}
      }),

    list: () => explained('look into', async () => listShares(await open(), prefix)),

    check: () =>
      explained('look into', async () =>
        checkBucket({
          place: await look(),
          fetch,
          url: options.url,
          addressOf: addressOfPage,
          roots: rootsOf(options),
        }),
      ),
  }
  return withRootFiles(target, options)

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    return {
      type,
      path: name,
      url: addressOfPage(name),
      location: `${place}${name}`,
      files: listFiles(bundle),
    }
  }

  function addressOfPage(name: string): string {
    return addressOf(options.url, name) + (index === 'file' ? 'index.html' : '')
  }

  /** The bucket as it is now; whether it keeps versions may change at any time. */
  async function look(): Promise<Place> {
    const store = await open()
    return {
      store,
      prefix,
      isVersioned: await store.keepsVersions(prefix),
      hasFolderKey: index === 'key',
    }
  }

  async function open(): Promise<Store> {
    opened ??= connect(options, env).then((connection) => openStore(connection, bucket))
    try {
      return await opened
    } catch (error) {
      opened = undefined // Somebody may log in before the next call.
      throw error
    }
  }

  async function forget(receipts: readonly Receipt[]): Promise<void> {
    if (distribution !== undefined) await invalidate(receipts, {distribution, env, patience})
  }

  async function explained<Result>(doing: string, action: () => Promise<Result>) {
    try {
      return await action()
    } catch (error) {
      throw explainS3Error(error, `${doing} \`${place}\``)
    }
  }
}

/** Where a bucket that everybody may list would answer: its public address, and the server's own. */
function rootsOf({bucket, prefix = '', endpoint, pathStyle, url}: S3Options): string[] {
  const {origin, pathname} = new URL(url)
  const inside = `/${prefix.replace(/^\/+|\/+$/g, '')}`
  const whole = pathname.replace(/\/+$/, '')
  const above = whole.endsWith(inside) ? whole.slice(0, -inside.length) : whole
  const server = new URL(endpoint ?? 'https://s3.amazonaws.com')
  const isInHost = !pathStyle && !bucket.startsWith('arn:')
  const own = isInHost
    ? `${server.protocol}//${bucket}.${server.host}/`
    : `${server.href.replace(/\/+$/, '')}/${bucket}/`
  return [...new Set([`${origin}${above}/`, `${origin}/`, own])]
}
