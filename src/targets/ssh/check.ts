import type {CheckResult} from '../types.js'
import type {Connection} from './connection.js'
import {findRoot} from './root.js'
import {makeFolder, removeFolder} from './sftp.js'
import {nameStaging} from './staging.js'

/** Make a folder as a publish would, and remove it again. */
export async function checkFolder(
  connection: Connection,
  folder: string,
  carriedBy: 'rsync' | 'sftp',
): Promise<CheckResult> {
  const root = await findRoot(connection, folder)
  if (root === undefined) {
    const message = `\`${folder}\` is not there yet; the first share makes it.`
    return {level: 'warning', message}
  }
  const probe = nameStaging({root, name: 's_'})
  await makeFolder(connection, probe)
  await removeFolder(connection, probe)
  const why = carriedBy === 'rsync' ? '' : ', as one side has no `rsync`'
  const message = `\`${root}\` can be written to; files go there by \`${carriedBy}\`${why}.`
  return {level: 'good', message}
}
