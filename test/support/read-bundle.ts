import path from 'node:path'
import fs from 'fs-extra'

/** Page and text files of a bundle, one after another: what its reader can get to. */
export async function readBundle(folder: string): Promise<string> {
  const names = (await fs.readdir(folder)).filter((name) => /\.(?:html|txt)$/.test(name)).sort()
  const texts = await Promise.all(names.map((name) => fs.readFile(path.join(folder, name), 'utf8')))
  return texts
    .map((text, index) => (names[index]?.endsWith('.txt') ? asMarkup(text) : text))
    .join('\n')
}

/** The Markdown twin, with the text files beside it. */
export async function readMarkdown(folder: string): Promise<string> {
  const names = (await fs.readdir(folder)).filter((name) => /\.(?:md|txt)$/.test(name)).sort()
  const texts = await Promise.all(names.map((name) => fs.readFile(path.join(folder, name), 'utf8')))
  return texts.join('\n')
}

function asMarkup(text: string): string {
  return `<pre>\n${text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`
}
