import {mkdtempSync, rmSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import {SessionpressError} from '../errors.js'
import {systemCode} from './error-code.js'

/** A folder that only this user can read, and that goes with the program. */
export interface TemporaryFolder {
  path: string
  remove(): Promise<void>
}

/**
 * Make a temporary folder. A program that is stopped in the middle, by Ctrl-C
 * say, still removes it on its way out; only a kill leaves it behind.
 *
 * @param name Beginning of its name.
 * @throws SessionpressError `TEMPORARY_UNWRITABLE`
 */
export function createTemporaryFolder(name: string): TemporaryFolder {
  const folder = makeFolder(name)
  const removeNow = () => rmSync(folder, {recursive: true, force: true})
  process.once('exit', removeNow)
  return {
    path: folder,
    async remove() {
      process.off('exit', removeNow)
      await rm(folder, {recursive: true, force: true})
    },
  }
}

/** Put what the system says of the temporary folder into our terms. Anything else stays as it is. */
export function explainTemporaryError(error: unknown): unknown {
  const code = systemCode(error)
  if (code === undefined || !(error instanceof Error)) return error
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  const what = `Could not write to the temporary folder \`${os.tmpdir()}\``
  return new SessionpressError('TEMPORARY_UNWRITABLE', `${what}: ${error.message}.`, {
    hint: isFull
      ? 'Free some space there, or set `TMPDIR` to a folder with more room.'
      : 'Set `TMPDIR` to a folder that you may write to.',
    cause: error,
  })
}

function makeFolder(name: string): string {
  try {
    return mkdtempSync(path.join(os.tmpdir(), `${name}-`))
  } catch (error) {
    throw explainTemporaryError(error)
  }
}
