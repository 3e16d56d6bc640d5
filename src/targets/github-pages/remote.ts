import path from 'node:path'
import {splitSafely, unsafe} from '../safe-path.js'

/**
 * Why git is not asked to reach a remote; `undefined` for one that it may reach.
 *
 * What git takes for a remote can also be an option, a helper program or a relative path, so only
 * forms that can be nothing else are taken. The address is shown and kept, so it holds no credentials.
 */
export function refuseRemote(remote: string): string | undefined {
  if (/[\s\p{C}]/u.test(remote) || remote.startsWith('-')) return forms
  if (path.isAbsolute(remote)) return undefined
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(remote)) return refuseURL(remote)
  // The short form of ssh: `[user@]host:path`. Two colons would name a helper program.
  return /^([\w.-]+@)?\w[\w.-]*:(?!:|-)./.test(remote) ? undefined : forms
}

/** Why a name is not taken for a branch; `undefined` for one that is. */
export function refuseBranch(branch: string): string | undefined {
  const isName = (name: string) =>
    /^[\p{L}\p{N}_][\p{L}\p{N}_.+-]*$/u.test(name) && !/\.\.|\.$|\.lock$/.test(name)
  return branch.split('/').every(isName) ? undefined : 'it is no name of a branch'
}

/** Why shares cannot lie in a folder of the branch; `undefined` where they can, as in its root. */
export function refuseFolder(folder: string): string | undefined {
  try {
    if (folder !== '') splitTracked(folder)
    return undefined
  } catch {
    return 'it is no folder inside the branch'
  }
}

/**
 * The names of a path that git may track.
 *
 * @throws SessionpressError `TARGET_PATH_UNSAFE`
 */
export function splitTracked(file: string): string[] {
  const names = splitSafely(file)
  // Git and its hosts refuse every spelling of its own folder, `.git` in capitals too.
  if (names.some((name) => /^(\.git|git~\d+)[ .]*$/i.test(name))) {
    throw unsafe(file, 'it is a name that git keeps for itself')
  }
  return names
}

const forms =
  'write an `https://`, `ssh://` or `file://` address, `user@host:path` or an absolute path'

function refuseURL(remote: string): string | undefined {
  if (!URL.canParse(remote)) return forms
  const {protocol, hostname, username, password, search, hash} = new URL(remote)
  if (password || (username && protocol !== 'ssh:')) {
    return 'it holds credentials; leave them to git and its credential helpers'
  }
  if (search || hash || hostname.startsWith('-') || username.startsWith('-')) return forms
  const isNear = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
  if (protocol === 'http:') return isNear ? undefined : 'it is not encrypted; write `https://`'
  if (protocol === 'file:') return hostname === '' ? undefined : forms
  return ['https:', 'ssh:'].includes(protocol) && hostname ? undefined : forms
}
