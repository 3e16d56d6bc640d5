import {createHash, randomBytes} from 'node:crypto'
import {mkdir, rename, rm, stat} from 'node:fs/promises'
import path from 'node:path'
import {isMissing, systemCode} from '../../system/error-code.js'
import {explainDiskError} from '../disk-error.js'
import type {ProgramResult} from '../run-program.js'
import type {TargetContext} from '../types.js'
import {damaged, explainLocal, isDamage} from './explain.js'
import {choosesSSH, type GitOptions, runGit} from './git.js'

/** Where shares lie in a git repository. */
export interface Place {
  remote: string
  branch: string
  /** Folder of the branch, empty for its root. */
  folder: string
  context: TargetContext
}

/** A private bare repository that knows the remote's branch, for one run. */
export interface Clone extends Place {
  /** Reference of this run alone. It keeps what the run works with from being pruned by another. */
  ref: string
  /** Reference to the branch as last seen, for all runs: what the next fetch need not bring. */
  seen: string
  /** Run git; what it answers is for the caller to judge. */
  run(parameters: readonly string[], options?: GitOptions): Promise<ProgramResult>
  /**
   * Run git on nothing but this repository.
   *
   * @throws SessionpressError that `isDamage` knows where it fails
   */
  read(parameters: readonly string[], options?: GitOptions): Promise<Buffer>
}

/**
 * Do something with the private clone of a remote. It lies in the cache folder, and several
 * processes may use it at once: each writes only new objects and a reference of its own. It may be
 * gone, damaged or pruned at any time; then everything is done again, in a new one if need be.
 */
export async function withClone<Result>(
  place: Place,
  action: (clone: Clone) => Promise<Result>,
): Promise<Result> {
  for (let tries = 1; ; tries++) {
    const folder = await openFolder(place)
    const identity = await identify(folder)
    const clone = await openClone(place, folder)
    try {
      return await action(clone)
    } catch (error) {
      if (!isDamage(error) || tries === mostTries) throw error
      // Another process may have put a new one there already.
      if ((await identify(folder)) === identity) await discard(folder)
    } finally {
      // It fails only where the clone is gone; a later prune clears what is left.
      await clone.run(['update-ref', '-d', clone.ref]).catch(() => undefined)
    }
  }
}

/** Forget everything that no branch holds as last seen; what others work on is theirs to write again. */
export async function pruneClone(clone: Clone): Promise<void> {
  await clone.read(['update-ref', '-d', clone.ref])
  const refs = await clone.read(['for-each-ref', '--format=%(refname)', 'refs/run/'])
  const stale = refs.toString().split('\n').filter(isStale)
  await clone.read(['update-ref', '--stdin'], {
    input: stale.map((ref) => `delete ${ref}\n`).join(''),
  })
  await clone.read(['repack', '-a', '-d', '-q'])
  await clone.read(['prune', '--expire=now'])
}

/** Put what has piled up into one pack, once it is a lot. It is comfort, so no matter whether it works. */
export async function tidyClone(clone: Clone): Promise<void> {
  const settings = ['gc.auto=2000', 'gc.autoDetach=false', 'gc.pruneExpire=1.day.ago']
  await clone.run([...settings.flatMap((each) => ['-c', each]), 'gc', '--auto', '--quiet'])
}

const mostTries = 4

/** A run that is older than a day was killed. */
function isStale(ref: string): boolean {
  const time = Number(/^refs\/run\/(\d+)-/.exec(ref)?.[1])
  return Math.abs(Date.now() - time) > 86_400_000
}

async function openClone(place: Place, folder: string): Promise<Clone> {
  const {env} = place.context
  const run: Clone['run'] = async (parameters, options = {}) => {
    try {
      return await runGit(folder, parameters, env, {...options, env: {...ssh, ...options.env}})
    } catch (error) {
      // A folder that is gone lets no program start in it.
      throw (await identify(folder)) === undefined ? damaged('it is gone') : error
    }
  }
  const ssh: Record<string, string> = {}
  if (!choosesSSH(env) && !isLocalOrHTTP(place.remote)) {
    const chosen = await run(['config', '--get', 'core.sshCommand'])
    if (chosen.status !== 0) ssh.GIT_SSH_COMMAND = 'ssh -o BatchMode=yes -o ConnectTimeout=30'
  }
  const seen = `refs/seen/${hashOf(place.branch)}`
  const ref = `refs/run/${Date.now()}-${randomBytes(8).toString('hex')}`
  return {
    ...place,
    ref,
    seen,
    run,
    async read(parameters, options) {
      const {status, stdout, stderr} = await run(parameters, options)
      if (status !== 0) throw explainLocal(stderr)
      return stdout
    },
  }
}

function isLocalOrHTTP(remote: string): boolean {
  return /^(https?|file):/i.test(remote) || path.isAbsolute(remote)
}

/** The folder of the clone, made where it is not there. It appears whole. */
async function openFolder({remote, context}: Place): Promise<string> {
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

async function discard(folder: string): Promise<void> {
  const away = `${folder}.${randomBytes(8).toString('hex')}`
  try {
    await rename(folder, away)
  } catch (error) {
    if (!isMissing(error)) throw explainDiskError(error, `remove the damaged clone \`${folder}\``)
  }
  await rm(away, {recursive: true, force: true})
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

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}
