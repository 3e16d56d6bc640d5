import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import fs from 'fs-extra'

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
 */
export function createTemporaryFolder(name: string): TemporaryFolder {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `${name}-`))
  const removeNow = () => fs.rmSync(folder, {recursive: true, force: true})
  process.once('exit', removeNow)
  return {
    path: folder,
    async remove() {
      process.off('exit', removeNow)
      await fs.remove(folder)
    },
  }
}
