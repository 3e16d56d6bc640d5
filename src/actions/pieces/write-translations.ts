import path from 'node:path'
import fs from 'fs-extra'
import {commonTranslations} from '../../render/code/common-translations.js'

/**
 * Translate the expressions of common grammars, into one file for each. A build does it, so that no
 * session has to wait for it.
 */
export async function writeTranslations(folder: string): Promise<void> {
  for (const [language, translations] of await commonTranslations())
    await fs.outputJson(path.join(folder, `${language}.json`), translations)
}
