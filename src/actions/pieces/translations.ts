import path from 'node:path'
import fs from 'fs-extra'
import type {Translations} from '../../render/code/engine/translation.js'
import {packageFolder} from '../../system/package-folder.js'

/** The translated expressions of a language's grammar, as built; `undefined` where there are none. */
export async function readTranslations(language: string): Promise<Translations | undefined> {
  const file = path.join(packageFolder(), 'dist', 'grammars', `${language}.json`)
  try {
    return await fs.readJson(file)
  } catch {
    return undefined
  }
}
