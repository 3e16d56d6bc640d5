import path from 'node:path'
import fs from 'fs-extra'

/** Every file below a folder, as text. */
export async function allText(folder: string): Promise<string> {
  const names = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
  const texts = await Promise.all(
    names.map(async (name) => {
      // Locks come and go meanwhile, and a folder has no text.
      return await fs.readFile(path.join(folder, name), 'utf8').catch(() => '')
    }),
  )
  return texts.join('\n')
}
