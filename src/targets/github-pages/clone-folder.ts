import {createHash, randomBytes} from 'node:crypto'
import {mkdir, rename, rm, stat} from 'node:fs/promises'
import path from 'node:path'
import {isMissing, systemCode} from '../../system/error-code.js'
import {explainDiskError} from '../disk-error.js'
import type {TargetContext} from '../types.js'
import {explainLocal} from './explain.js'
import {runGit} from './git.js'

/** The folder of the clone, made where it is not there. It appears whole. */
export async function openFolder(remote: string, context: TargetContext): Promise<string> {
  const root = path.join(context.cacheFolder(), 'git')
  const folder = path.join(root, hashOf(remote))
  if ((await identify(folder)) !== undefined) return folder
  const fresh = `${folder}.${randomBytes(8).toString('hex')}`
  try {
    await mkdir(root, {recursive: true, mode: 0o700})
    await mkdir(fresh, {mode: 0o700})
    const made = await runGit(fresh, ['init', '--quiet', '--bare', '--template='], context.env)
    if (made.status !== 0) throw explainLocal(made.stderr)
    await rename(fresh, folder)
  } catch (error) {
    // Another process was quicker.
    const isThere = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '')
    if (!isThere || (await identify(folder)) === undefined) {
      throw explainDiskError(error, `make the private clone in \`${root}\``)
    }
  } finally {
    await rm(fresh, {recursive: true, force: true})
  }
  return folder
}

/** Take a damaged clone away, whole at once. */
export async function discardFolder(folder: string): Promise<void> {
  const away = `${folder}.${randomBytes(8).toString('hex')}`
  try {
    await rename(folder, away)
  } catch (error) {
    if (!isMissing(error)) throw explainDiskError(error, `remove the damaged clone \`${folder}\``)
  }
  await rm(away, {recursive: true, force: true})
}

/** What tells this very folder from one that is put in its place later. */
export async function identify(folder: string): Promise<string | undefined> {
  try {
    const {ino, birthtimeNs} = await stat(folder, {bigint: true})
    return `${ino}-${birthtimeNs}`
  } catch (error) {
    if (isMissing(error)) return undefined
    throw explainDiskError(error, `open the private clone \`${folder}\``)
  }
}

/** A name for whatever a text names, safe anywhere. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
