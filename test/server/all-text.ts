import path from 'node:path'
import fs from 'fs-extra'

/** Every file below a folder, as text. */
export async function allText(folder: string): Promise<string> {
  const names = await fs.readdir(folder, {recursive: true, encoding: 'utf8'})
  const texts = await Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name)
      return (await fs.stat(file)).isFile() ? await fs.readFile(file, 'utf8') : ''
    }),
  )
  return texts.join('\n')
}
