import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {addressOf, addressSchema} from './address.js'
import {checkName, listFiles} from './names.js'
import {importableSchema, withRootFiles} from './root-files.js'
import {
  type FolderTarget,
  type Receipt,
  servedByOthers,
  type Target,
  type TargetContext,
} from './types.js'
import {checkCollection} from './webdav/check.js'
import {connect} from './webdav/client.js'
import {findFiles, inspectShares, listShares} from './webdav/find.js'
import {publishShare} from './webdav/publish.js'
import {removeShares} from './webdav/remove.js'

const type = 'webdav'

/** What the configuration says of a `webdav` target. Credentials come from the environment. */
export const webdavSchema = v.strictObject({
  endpoint: addressSchema,
  url: addressSchema,
  importable: importableSchema,
})

interface WebdavOptions {
  /** Address of the collection to publish into. It must be there. */
  endpoint: string
  /** Address under which visitors reach that collection. */
  url: string
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
  /** Milliseconds without an answer after which a request is given up. @default 30000 */
  patience?: number
  /** Milliseconds to wait at most before a second try. @default 500 */
  pause?: number
}

/** Publish to a collection of a WebDAV server that is also served to visitors. */
export function webdav(
  options: WebdavOptions,
  context: Pick<TargetContext, 'env' | 'fetch'>,
): Target {
  const dav = connect(options.endpoint, context, options)
  const target: FolderTarget = {
    type,
    abilities: servedByOthers,
    plan,
    async publish(bundle, name, previous) {
      await publishShare(dav, bundle, name, previous)
      return plan(bundle, name)
    },
    async remove(receipts) {
      await removeShares(dav, receipts)
      return {notes: []}
    },
    inspect: (receipts) => inspectShares(dav, receipts),
    async find(name) {
      const planned = plan(new Map(), name)
      const files = await findFiles(dav, name)
      return files && {...planned, files}
    },
    list: () => listShares(dav),
    check: () => checkCollection(dav, options.url),
  }
  return withRootFiles(target, options)

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const url = addressOf(options.url, name)
    return {type, path: name, url, location: dav.root + name, files: listFiles(bundle)}
  }
}
