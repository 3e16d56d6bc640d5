import path from 'node:path'
import {fileURLToPath} from 'node:url'
import fs from 'fs-extra'
import manifest from '../../package.json' with {type: 'json'}

/** Version of this program, as its package says. */
export const version: string = manifest.version

/** The stylesheet of every page, as built. */
export async function loadStyle(): Promise<string> {
  return await readAsset('style.css')
}

/** The colours 16 to 255 of terminals, for pages that show some. */
export async function loadPalette(): Promise<string> {
  return await readAsset('palette.css')
}

/** The script of every page, as built. It only adds comfort. */
export async function loadViewer(): Promise<string> {
  return await readAsset('viewer.js')
}

/** The style of the page that opens an encrypted session, as built. */
export async function loadOpenerStyle(): Promise<string> {
  return await readAsset('opener.css')
}

/** The script of the page that opens an encrypted session, as built. */
export async function loadOpenerScript(): Promise<string> {
  return await readAsset('opener.js')
}

async function readAsset(name: string): Promise<string> {
  return (await fs.readFile(path.join(await findPackage(), 'dist', 'page', name), 'utf8')).trimEnd()
}

/** The package's own folder: code runs from `dist/` when installed and from `src/` in tests. */
export async function findPackage(): Promise<string> {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!(await fs.pathExists(path.join(folder, 'dist', 'page', 'style.css')))) {
    const parent = path.dirname(folder)
    if (parent === folder) {
      throw new Error('The stylesheet is missing: the package is damaged, or was never built.')
    }
    folder = parent
  }
  return folder
}
