import os from 'node:os'
import process from 'node:process'
import {currentFolder} from '../system/current-folder.js'
import type {Surroundings} from './types.js'

/**
 * The process's own surroundings, with some of them replaced. With another
 * environment nothing else of the person's machine is looked up either.
 */
export function resolveSurroundings(given: Partial<Surroundings> = {}): Surroundings {
  const env = given.env ?? process.env
  return {
    cwd: given.cwd ?? currentFolder(),
    env,
    home: 'home' in given ? given.home : findHome(env),
    ...(given.systemFolder !== undefined && {systemFolder: given.systemFolder}),
    user: 'user' in given ? given.user : env === process.env ? findUser() : undefined,
    host: 'host' in given ? given.host : env === process.env ? os.hostname() : undefined,
    fetch: given.fetch ?? globalThis.fetch,
    stdin: given.stdin ?? readStdin,
    now: given.now ?? (() => new Date()),
  }
}

function findHome(env: Surroundings['env']): string | undefined {
  if (env.HOME) return env.HOME
  if (env !== process.env) return undefined
  try {
    return os.homedir() || undefined
  } catch {
    return undefined // The system knows no such user; who needs a home folder says so.
  }
}

function findUser(): string | undefined {
  try {
    return os.userInfo().username || undefined
  } catch {
    return undefined // The system has a number for the account, and no name.
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return Buffer.concat(chunks)
}
