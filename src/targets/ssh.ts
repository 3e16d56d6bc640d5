import * as v from 'valibot'
import type {Bundle} from '../session/bundle.js'
import {inParallel} from '../system/in-parallel.js'
import {addressOf, addressSchema} from './address.js'
import {checkMissing} from './check-missing.js'
import {checkName, checkReceipts, listFiles} from './names.js'
import {importableSchema, withRootFiles} from './root-files.js'
import {splitSafely} from './safe-path.js'
import {checkFolder} from './ssh/check.js'
import {hostSchema, type Way} from './ssh/command.js'
import type {Connection} from './ssh/connection.js'
import {findShare, listShares, sharesAtOnce} from './ssh/find.js'
import {inspectShare} from './ssh/inspect.js'
import {publishShare} from './ssh/publish.js'
import {removeShare} from './ssh/remove.js'
import {findRoot, makeRoot} from './ssh/root.js'
import {hasRsync, rsyncCarrier} from './ssh/rsync.js'
import {onHost} from './ssh/session.js'
import {clearStaging} from './ssh/staging.js'
import {
  type FolderTarget,
  type Presence,
  type Receipt,
  servedByOthers,
  type Target,
  type TargetContext,
} from './types.js'

const type = 'ssh'

/** What the configuration says of an `ssh` target. */
export const sshSchema = v.strictObject({
  host: hostSchema,
  path: v.pipe(
    v.string(),
    v.nonEmpty(),
    v.check((path) => !/\p{Cc}/u.test(path), 'control characters are no part of a path'),
    v.check((path) => !path.startsWith('~'), 'leave out `~/`: a path starts from the login folder'),
  ),
  url: addressSchema,
  importable: importableSchema,
})

interface SshOptions {
  /** Host, `user@host`, or a name from `ssh_config`, which also says port, keys and jump hosts. */
  host: string
  /** Folder on the host: absolute, or from the folder that a login begins in. Made when it is not there. */
  path: string
  /** Address under which a web server serves that folder. */
  url: string
  /** Whether `opencode import` takes the addresses of its shares. @default false */
  importable?: boolean
}

/**
 * Publish to a folder of a host that a person may log in to, through the machine's own `ssh`. SFTP
 * does everything; where both sides have `rsync`, it carries the files.
 *
 * Only the environment names another `ssh_config` (`SESSIONPRESS_SSH_CONFIG`): such a file can run
 * programs, and what a project's file says of its targets must not.
 */
export function ssh(options: SshOptions, context: TargetContext): Target {
  const {host, path: folder, url} = options
  const config = context.env.SESSIONPRESS_SSH_CONFIG || undefined
  const way: Way = {host, config, more: [], env: context.env}
  const carry = rsyncCarrier()

  const target: FolderTarget = {
    type,
    abilities: servedByOthers,
    plan,

    async publish(bundle, name, previous) {
      const planned = plan(bundle, name)
      for (const file of bundle.keys()) splitSafely(file)
      const errand = {doing: 'publish to', isShared: true}
      await there(errand, async (connection) => {
        const root = await makeRoot(connection, folder)
        await publishShare({connection, root, name}, bundle, previous, carry)
      })
      return planned
    },

    async remove(receipts) {
      checkReceipts(receipts)
      await there({doing: 'remove from'}, (connection) => removeShares(connection, receipts))
      return {notes: []}
    },

    async inspect(receipts) {
      checkReceipts(receipts)
      const errand = {doing: 'look into', isShared: true}
      return there(errand, (connection) => inspectShares(connection, receipts))
    },

    async find(name) {
      const planned = plan(new Map(), name)
      return there({doing: 'look into'}, async (connection) => {
        const root = await findRoot(connection, folder)
        const files = root && (await findShare({connection, root, name}))
        return files ? {...planned, files} : undefined
      })
    },

    list: () =>
      there({doing: 'look into'}, async (connection) => {
        const root = await findRoot(connection, folder)
        return root === undefined ? [] : listShares(connection, root)
      }),

    async check() {
      const errand = {doing: 'write to', isShared: true}
      const place = await there(errand, async (connection) =>
        checkFolder(connection, folder, (await hasRsync(connection.way)) ? 'rsync' : 'sftp'),
      )
      return [place, await checkMissing(url, context.fetch)]
    },
  }
  return withRootFiles(target, options)

  function plan(bundle: Bundle, name: string): Receipt {
    checkName(name)
    const location = `${host}:${folder.replace(/\/+$/, '')}/${name}`
    return {type, path: name, url: addressOf(url, name), location, files: listFiles(bundle)}
  }

  function there<Result>(
    errand: {doing: string; isShared?: boolean},
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    const doing = `${errand.doing} \`${host}:${folder}\``
    return onHost(way, {...errand, doing, folder}, work)
  }

  async function removeShares(connection: Connection, receipts: readonly Receipt[]): Promise<void> {
    const root = await findRoot(connection, folder)
    if (root === undefined) return
    await clearStaging(connection, root, new Set(receipts.map(({path}) => path)))
    await inParallel(receipts, sharesAtOnce, (receipt) =>
      removeShare({connection, root, name: receipt.path}, receipt),
    )
  }

  async function inspectShares(
    connection: Connection,
    receipts: readonly Receipt[],
  ): Promise<Presence[]> {
    const root = await findRoot(connection, folder)
    return await inParallel(receipts, sharesAtOnce, (receipt) => {
      const place = root === undefined ? undefined : {connection, root, name: receipt.path}
      return inspectShare(place, receipt)
    })
  }
}
