import {readdir, stat} from 'node:fs/promises'
import path from 'node:path'
import {SessionpressError} from '../errors.js'
import type {Bundle} from '../session/bundle.js'
import {directory} from '../targets/directory.js'

/**
 * Lay a bundle into a folder, which must be absent, empty, or an earlier
 * export. What the earlier one left goes; a person's own files stay.
 *
 * @throws SessionpressError `EXPORT_PATH_TAKEN`, `TARGET_*`, `PUBLISH_UNVERIFIED`
 */
export async function exportFolder(folder: string, bundle: Bundle): Promise<void> {
  const name = path.basename(folder)
  const target = directory({path: path.dirname(folder)})
  const kind = await kindOf(folder)
  if (kind === 'file') throw taken(folder)

  const empty = {...target.plan(new Map(), name), files: []}
  try {
    await target.publish(bundle, name, kind === 'empty' ? empty : await target.find(name))
  } catch (error) {
    throw isTaken(error) ? taken(folder, error) : error
  }
}

/** What lies there, as far as it can be seen. What cannot shows when it is written to. */
async function kindOf(folder: string): Promise<'empty' | 'file' | 'other'> {
  try {
    if ((await stat(folder)).isFile()) return 'file'
    return (await readdir(folder)).length === 0 ? 'empty' : 'other'
  } catch {
    return 'other' // Absent, or out of reach: the target says so better than we could here.
  }
}

function taken(folder: string, cause?: unknown): SessionpressError {
  return new SessionpressError(
    'EXPORT_PATH_TAKEN',
    `Cannot export to \`${folder}\`: something else lies there.`,
    {hint: 'Name an empty folder, or one that does not exist, with `-o`.', cause},
  )
}

function isTaken(error: unknown): boolean {
  return error instanceof SessionpressError && error.code === 'TARGET_PATH_TAKEN'
}
