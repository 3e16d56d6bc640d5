import {existsSync} from 'node:fs'
import path from 'node:path'
import {fileURLToPath} from 'node:url'

/**
 * The package's own folder, with what was built in `dist/`. Code runs from there when installed and from
 * `src/` in tests.
 */
export function packageFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, 'dist', 'page', 'style.css'))) {
    const parent = path.dirname(folder)
    if (parent === folder) throw new Error('The package is damaged, or was never built.')
    folder = parent
  }
  return folder
}
