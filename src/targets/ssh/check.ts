import {randomBytes} from 'node:crypto'
import {addressOf} from '../address.js'
import {askAddress} from '../ask-address.js'
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

/** Ask for a page that nobody has published. */
export async function checkMissing(
  url: string,
  fetch: typeof globalThis.fetch,
): Promise<CheckResult> {
  const address = addressOf(url, `s_${randomBytes(13).toString('hex')}`)
  const answer = await askAddress(address, {fetch})
  switch (answer.type) {
    case 'missing':
      return {
        level: 'good',
        message: `A page that is not there answers ${answer.status} under ${url}.`,
      }
    case 'unknown':
      return {
        level: 'warning',
        message: `What a visitor gets under ${url} is not known: ${answer.why}.`,
        hint: 'Look whether a web server serves that folder there.',
      }
    default:
      return {
        level: 'warning',
        message: `A page that is not there answers ${answer.status} under ${url}, and not 404.`,
        hint: 'Let the web server answer 404 for what is missing, so that a removal can be seen.',
      }
  }
}
