import path from 'node:path'
import fs from 'fs-extra'
import type {Translations} from '../../render/code/engine/translation.js'
import {packageFolder} from '../../system/package-folder.js'

/**
 * The translated expressions of a language's grammar, as built; `undefined` where there are none.
 *
 * @throws Error where they are damaged
 */
export async function readTranslations(language: string): Promise<Translations | undefined> {
  const file = path.join(packageFolder(), 'dist', 'grammars', `${language}.json`)
  return (await fs.pathExists(file)) ? await fs.readJson(file) : undefined
}
