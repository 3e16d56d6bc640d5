import path from 'node:path'
import fs from 'fs-extra'
import {SessionpressError} from '../../errors.js'
import {createTemporaryFolder, type TemporaryFolder} from '../../system/temporary-folder.js'

/** Copies database and WAL; SQLite makes the third file, `-shm`, anew from them. */
export async function copyStore(file: string): Promise<TemporaryFolder> {
  const folder = createTemporaryFolder('sessionpress-store')
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      const before = await stateOf(file)
      await fs.copyFile(file, path.join(folder.path, 'copy.db'))
      await fs.remove(path.join(folder.path, 'copy.db-wal'))
      if (await fs.pathExists(`${file}-wal`)) {
        await fs.copyFile(`${file}-wal`, path.join(folder.path, 'copy.db-wal'))
      }
      await fs.chmod(path.join(folder.path, 'copy.db'), 0o600)
      // A checkpoint between the two copies would tear them apart.
      if (before === (await stateOf(file))) return folder
    }
  } catch (error) {
    await folder.remove()
    throw new SessionpressError('SESSION_UNREADABLE', `Cannot read \`${file}\`.`, {
      hint: 'Check that you may read the file.',
      cause: error,
    })
  }
  await folder.remove()
  throw new SessionpressError('SOURCE_LOCKED', `\`${file}\` keeps changing while it is copied.`, {
    hint: 'Try again when OpenCode has finished what it is doing.',
  })
}

async function stateOf(file: string): Promise<string> {
  const files = [file, `${file}-wal`]
  const stats = await Promise.all(files.map((each) => fs.stat(each).catch(() => undefined)))
  return stats.map((stat) => `${stat?.size} ${stat?.mtimeMs}`).join()
}
