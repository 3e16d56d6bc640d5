import {constants} from 'node:fs'
import {access, stat} from 'node:fs/promises'
import path from 'node:path'
import {isMissing} from '../system/error-code.js'
import {unwritable} from './record-file.js'

/**
 * See that a folder can be read and written. One that is not there yet is fine where it can be made.
 *
 * @throws SessionpressError `LEDGER_UNWRITABLE`
 */
export async function checkWritable(folder: string): Promise<void> {
  const {R_OK, W_OK, X_OK} = constants
  let place = folder
  for (;;) {
    try {
      if (!(await stat(place)).isDirectory()) throw new Error(`\`${place}\` is no folder`)
      return await access(place, R_OK | W_OK | X_OK)
    } catch (error) {
      const parent = path.dirname(place)
      if (!isMissing(error) || parent === place) throw unwritable(folder, error)
      place = parent
    }
  }
}
