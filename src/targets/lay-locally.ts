import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import type {Bundle} from '../session/bundle.js'
import {
  createTemporaryFolder,
  explainTemporaryError,
  type TemporaryFolder,
} from '../system/temporary-folder.js'
import {readContent} from './read-content.js'
import {splitSafely} from './safe-path.js'

/**
 * Lay a bundle into a temporary folder that only this user can read, for a program that takes files.
 * Whoever asks for it removes it.
 *
 * @param name What its name begins with.
 * @throws SessionpressError `TEMPORARY_UNWRITABLE`, `PUBLISH_UNVERIFIED`; then nothing of it stays
 */
export async function layLocally(name: string, bundle: Bundle): Promise<TemporaryFolder> {
  const folder = createTemporaryFolder(name)
  try {
    for (const [file, content] of bundle) {
      const full = path.join(folder.path, ...splitSafely(file))
      await mkdir(path.dirname(full), {recursive: true})
      await writeFile(full, await readContent(file, content), {flag: 'wx'})
    }
    return folder
  } catch (error) {
    await folder.remove()
    throw explainTemporaryError(error)
  }
}
