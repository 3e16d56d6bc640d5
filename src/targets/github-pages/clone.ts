import {randomBytes} from 'node:crypto'
import path from 'node:path'
import type {ProgramResult} from '../run-program.js'
import type {TargetContext} from '../types.js'
import {discardFolder, hashOf, isStillThere, type OpenFolder, openFolder} from './clone-folder.js'
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
    const opened = await openFolder(place.remote, place.context)
    const clone = await openClone(place, opened)
    try {
      return await action(clone)
    } catch (error) {
      if (!isDamage(error) || tries === mostTries) throw error
      // The first time another process may have pruned what this one was about to use.
      if (tries > 1) await discardFolder(opened)
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

const mostTries = 6

/** A run that is older than a day was killed. */
function isStale(ref: string): boolean {
  const time = Number(/^refs\/run\/(\d+)-/.exec(ref)?.[1])
  return Math.abs(Date.now() - time) > 86_400_000
}

async function openClone(place: Place, opened: OpenFolder): Promise<Clone> {
  const {folder} = opened
  const ssh: Record<string, string> = {}
  const run: Clone['run'] = async (parameters, {env, ...options} = {}) => {
    try {
      const all = {...options, env: {...ssh, ...env}}
      return await runGit(folder, parameters, place.context.env, all)
    } catch (error) {
      // No program starts in a folder that is gone, though another may be there by now.
      throw (await isStillThere(opened)) ? error : damaged('it is gone')
    }
  }
  if (await needsSSH(place, run)) {
    ssh.GIT_SSH_COMMAND = 'ssh -o BatchMode=yes -o ConnectTimeout=30'
  }
  return {
    ...place,
    ref: `refs/run/${Date.now()}-${randomBytes(8).toString('hex')}`,
    seen: `refs/seen/${hashOf(place.branch)}`,
    run,
    async read(parameters, options) {
      // A slow disk works on a gigabyte without a word.
      const {status, stdout, stderr} = await run(parameters, {patience: 600_000, ...options})
      if (status !== 0) throw explainLocal(stderr)
      return stdout
    },
  }
}

/** Whether git uses ssh as it is, which would ask on the terminal. What a person chose is left alone. */
async function needsSSH({remote, context}: Place, run: Clone['run']): Promise<boolean> {
  const isOther = /^(https?|file):/i.test(remote) || path.isAbsolute(remote)
  if (isOther || choosesSSH(context.env)) return false
  return (await run(['config', '--get', 'core.sshCommand'])).status !== 0
}
