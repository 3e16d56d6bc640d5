import process from 'node:process'
import {createTemporaryFolder} from '../../system/temporary-folder.js'
import {runProgram} from '../run-program.js'
import {sshOptions, type Way} from './command.js'

/** Options for `ssh` to let the programs that an errand runs besides use the connection it has. */
export interface Sharing {
  /** For the connection that is shared. */
  offer: string[]
  /** For those that use it. */
  join: string[]
  end(): Promise<void>
}

/**
 * Prepare to share a connection through a socket that only this user reaches. A person whose
 * `ssh_config` shares connections already has reasons, such as a login that asks for a code: then,
 * and where there can be no socket, there is nothing to prepare.
 */
export async function prepareSharing(way: Way): Promise<Sharing> {
  if (process.platform === 'win32' || (await isShared(way))) return alone
  const folder = createTemporaryFolder('sp-ssh')
  const socket = `${folder.path}/s`
  if (Buffer.byteLength(socket) > longestSocket || /[%"\s]/.test(socket)) {
    await folder.remove()
    return alone
  }
  const path = ['-o', `ControlPath=${socket}`]
  return {
    offer: [...path, '-o', 'ControlMaster=yes', '-o', 'ControlPersist=no'],
    join: [...path, '-o', 'ControlMaster=no'],
    end: () => folder.remove(),
  }
}

/** Every program with a connection of its own, or one that `ssh_config` shares. */
export const alone: Sharing = {offer: [], join: [], end: async () => {}}

/** Whether an error of `ssh` is about the socket, and not about the host. */
export function isAboutSharing(said: string): boolean {
  return /unix_listener|muxserver|control ?(path|socket)/i.test(said)
}

/** Addresses of sockets are short on every system, and `ssh` adds 17 characters while it makes one. */
const longestSocket = 103 - 17

async function isShared(way: Way): Promise<boolean> {
  const {stdout} = await runProgram('ssh', [...sshOptions(way), '-G', '--', way.host], {
    env: way.env,
  })
  return /^controlpath (?!none$)/im.test(stdout.toString())
}
