import process from 'node:process'
import {SessionpressError} from '../errors.js'
import {isMissing} from './error-code.js'

/**
 * The folder that the program was started in.
 *
 * @throws SessionpressError `FOLDER_MISSING` where somebody has removed it since
 */
export function currentFolder(): string {
  try {
    return process.cwd()
  } catch (error) {
    if (!isMissing(error)) throw error
    throw new SessionpressError('FOLDER_MISSING', 'The current folder is not there any more.', {
      hint: 'Go to a folder that exists, then run this again.',
      cause: error,
    })
  }
}
