import {SessionpressError} from '../../errors.js'
import {runProgram} from '../../targets/run-program.js'
import type {Surroundings} from '../types.js'

/**
 * What is most likely meant for the options of a target, by their keys: for git pages the
 * repository that the project was cloned from, and the address that GitHub shows it at.
 */
export async function proposeOptions(
  type: string,
  surroundings: Surroundings,
): Promise<Record<string, string>> {
  if (type !== 'github-pages') return {}
  const remote = await readOrigin(surroundings)
  if (remote === undefined) return {}
  const url = pagesAddress(remote)
  return url === undefined ? {remote} : {remote, url}
}

async function readOrigin({cwd, env}: Surroundings): Promise<string | undefined> {
  try {
    const {status, stdout} = await runProgram('git', ['remote', 'get-url', 'origin'], {cwd, env})
    const remote = stdout.toString().trim()
    // A token that stands in an address belongs into no file.
    const isPlain = /^(?:https:\/\/[^\s@]+|ssh:\/\/[^\s]+|[\w.-]+@[\w.-]+:[^\s]+)$/.test(remote)
    return status === 0 && isPlain && !/:\/\/[^/]*:[^/]*@/.test(remote) ? remote : undefined
  } catch (error) {
    // Without git there is nothing to propose.
    if (error instanceof SessionpressError) return undefined
    throw error
  }
}

/** Where GitHub shows the pages of one of its repositories. */
function pagesAddress(remote: string): string | undefined {
  const parts =
    /^(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:]([\w-]+)\/([\w.-]+?)(?:\.git)?\/?$/i
  const [, owner, repository] = parts.exec(remote) ?? []
  if (owner === undefined || repository === undefined) return undefined
  const host = `${owner.toLowerCase()}.github.io`
  // The repository that is named like the host is its root.
  return repository.toLowerCase() === host ? `https://${host}/` : `https://${host}/${repository}/`
}
