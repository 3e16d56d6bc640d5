import {createHash, randomBytes} from 'node:crypto'
import {mkdir, readdir, rename, rm, stat} from 'node:fs/promises'
import path from 'node:path'
import {isMissing, systemCode} from '../../system/error-code.js'
import {explainDiskError} from '../disk-error.js'
import type {TargetContext} from '../types.js'
import {explainLocal} from './explain.js'
import {runGit} from './git.js'

/** The folder of a private clone, as it was when it was opened. */
export interface OpenFolder {
  folder: string
  /** Tells it from one that another process puts in its place. */
  identity: string
}

/** Open the folder of a remote's clone, made where it is not there. It appears whole. */
export async function openFolder(remote: string, context: TargetContext): Promise<OpenFolder> {
  const root = path.join(context.cacheFolder(), 'git')
  const folder = path.join(root, hashOf(remote))
  const there = await identify(folder)
  if (there !== undefined) return {folder, identity: there}

  const fresh = `${folder}.${randomBytes(8).toString('hex')}`
  try {
    await mkdir(root, {recursive: true, mode: 0o700})
    await clearDiscarded(root, folder)
    await mkdir(fresh, {mode: 0o700})
    const made = await runGit(fresh, ['init', '--quiet', '--bare', '--template='], context.env)
    if (made.status !== 0) throw explainLocal(made.stderr)
    const identity = (await identify(fresh)) ?? ''
    await rename(fresh, folder)
    return {folder, identity}
  } catch (error) {
    // Another process may have been quicker.
    const isThere = ['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemCode(error) ?? '')
    const identity = isThere ? await identify(folder) : undefined
    if (identity !== undefined) return {folder, identity}
    throw explainDiskError(error, `make the private clone in \`${root}\``)
  } finally {
    await rm(fresh, {recursive: true, force: true})
  }
}

/** Whether a folder is the one that was opened. */
export async function isStillThere({folder, identity}: OpenFolder): Promise<boolean> {
  return (await identify(folder)) === identity
}

/** Take a damaged clone away, whole at once, unless another is in its place already. */
export async function discardFolder(opened: OpenFolder): Promise<void> {
  if (!(await isStillThere(opened))) return
  const {folder} = opened
  const away = `${folder}${discarded}${randomBytes(8).toString('hex')}`
  try {
    await rename(folder, away)
  } catch (error) {
    if (!isMissing(error)) throw explainDiskError(error, `remove the damaged clone \`${folder}\``)
  }
  await removeFolder(away)
}

/** Between the name of a clone and something random, for one that is on its way out. */
const discarded = '.old-'

/** Killed runs leave folders that they had taken away already. */
async function clearDiscarded(root: string, folder: string): Promise<void> {
  const start = `${path.basename(folder)}${discarded}`
  for (const name of await readdir(root)) {
    if (name.startsWith(start)) await removeFolder(path.join(root, name))
  }
}

/** Another process may still be writing into it. */
async function removeFolder(folder: string): Promise<void> {
  await rm(folder, {recursive: true, force: true, maxRetries: 5})
}

/** A name for whatever a text names, safe anywhere. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** What tells this very folder from one that is put in its place later. */
async function identify(folder: string): Promise<string | undefined> {
  try {
    const {ino, birthtimeNs} = await stat(folder, {bigint: true})
    return `${ino}-${birthtimeNs}`
  } catch (error) {
    if (isMissing(error)) return undefined
    throw explainDiskError(error, `open the private clone \`${folder}\``)
  }
}
