import {mkdir, writeFile} from 'node:fs/promises'
import path from 'node:path'
import type {Bundle} from '../../session/bundle.js'
import {createTemporaryFolder, explainTemporaryError} from '../../system/temporary-folder.js'
import {readContent} from '../read-content.js'
import {splitSafely} from '../safe-path.js'

/**
 * Lay a bundle into a folder that only this user can read, for as long as something uses it.
 *
 * @throws SessionpressError `TEMPORARY_UNWRITABLE`, `PUBLISH_UNVERIFIED`
 */
export async function withFolder<Result>(
  bundle: Bundle,
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = createTemporaryFolder('sessionpress-command')
  try {
    for (const [file, content] of bundle) await lay(folder.path, file, content)
    return await use(folder.path)
  } finally {
    await folder.remove()
  }
}

async function lay(
  folder: string,
  file: string,
  content: Parameters<typeof readContent>[1],
): Promise<void> {
  const bytes = await readContent(file, content)
  const full = path.join(folder, ...splitSafely(file))
  try {
    await mkdir(path.dirname(full), {recursive: true})
    await writeFile(full, bytes, {flag: 'wx'})
  } catch (error) {
    throw explainTemporaryError(error)
  }
}
