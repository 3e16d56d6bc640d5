import {readdir, readFile} from 'node:fs/promises'
import path from 'node:path'

/** Every file below a folder with its text; folders that hold nothing end in `/`. */
export async function folderTexts(folder: string): Promise<Record<string, string>> {
  const texts: Record<string, string> = {}
  await collect('')
  return texts

  async function collect(below: string): Promise<void> {
    const entries = await readdir(path.join(folder, below), {withFileTypes: true}).catch(() => [])
    for (const entry of entries) {
      const name = below + entry.name
      if (entry.isDirectory()) await collect(`${name}/`)
      else texts[name] = await readFile(path.join(folder, name), 'utf8').catch(() => '?')
    }
    if (entries.length === 0 && below !== '') texts[below] = ''
  }
}
