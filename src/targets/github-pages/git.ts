import {devNull} from 'node:os'
import type {ProgramResult, RunProgramOptions} from '../run-program.js'
import {runProgram} from '../run-program.js'

export type GitOptions = Pick<RunProgramOptions, 'input' | 'limit' | 'patience'> & {
  /** Variables of this one run. @default none */
  env?: Record<string, string>
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Run git in a bare repository, so that neither a work tree, a hook, a signature nor the
 * repository that somebody happens to be in takes part. What leads to the remote is the person's
 * own: credential helpers, proxies, certificates, ssh.
 */
export function runGit(
  folder: string,
  parameters: readonly string[],
  world: Environment,
  {env, ...options}: GitOptions = {},
): Promise<ProgramResult> {
  const all = [`--git-dir=${folder}`, '--no-replace-objects', ...settings, ...parameters]
  return runProgram('git', all, {...options, cwd: folder, env: {...cleanWorld(world), ...env}})
}

/** Whether the person told git which ssh to run, other than by its configuration. */
export function choosesSSH(world: Environment): boolean {
  return Boolean(world.GIT_SSH_COMMAND || world.GIT_SSH)
}

const settings = Object.entries({
  'core.hooksPath': devNull,
  'core.fsmonitor': 'false',
  'core.logAllRefUpdates': 'false',
  // Others of ours may be at the same reference for a moment.
  'core.filesRefLockTimeout': '3000',
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'push.gpgSign': 'false',
  'push.followTags': 'false',
  'push.recurseSubmodules': 'no',
  'fetch.recurseSubmodules': 'no',
  'fetch.writeCommitGraph': 'false',
  // Bytes a second, and seconds below that after which a connection is given up.
  'http.lowSpeedLimit': '1',
  'http.lowSpeedTime': '110',
}).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** Of git's own variables only those that lead to the remote; the rest could name another repository. */
function cleanWorld(world: Environment): Record<string, string | undefined> {
  const kept = Object.entries(world).filter(([name]) => !name.startsWith('GIT_') || isKept(name))
  return {
    ...Object.fromEntries(kept),
    // Its words are read below, so they must not be translated.
    LC_ALL: 'C',
    LANGUAGE: '',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ALLOW_PROTOCOL: 'https:ssh:file:http',
    GIT_OPTIONAL_LOCKS: '0',
  }
}

function isKept(name: string): boolean {
  return /^GIT_(SSH|SSH_COMMAND|SSH_VARIANT|ASKPASS|EXEC_PATH|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|SSL_\w+|PROXY_\w+|HTTP_\w+)$/.test(
    name,
  )
}
