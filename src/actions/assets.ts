import path from 'node:path'
import fs from 'fs-extra'
import manifest from '../../package.json' with {type: 'json'}
import {packageFolder} from '../system/package-folder.js'

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
  return (await fs.readFile(path.join(packageFolder(), 'dist', 'page', name), 'utf8')).trimEnd()
}
