import path from 'node:path'
import fs from 'fs-extra'
import {exportSession} from '../../src/index.js'
import {type Case, surroundings} from './case.js'
import type {Files} from './find-dead-links.js'

/** An exported bundle in its folder. */
export interface ExportedBundle {
  folder: string
  /** Names of its pages. */
  pages: string[]
  files: Files
}

/** Export a session to a folder of its own below another. */
export async function exportCase(
  {name, session, source}: Case,
  below: string,
): Promise<ExportedBundle> {
  const folder = path.join(below, name)
  const content = source === undefined ? {surroundings} : {surroundings, source}
  await exportSession(session, {...content, output: folder})
  const names = (await fs.readdir(folder)).sort()
  const pages = names.filter((file) => file.endsWith('.html'))
  const texts = await Promise.all(pages.map((page) => fs.readFile(path.join(folder, page), 'utf8')))
  const files = new Map<string, string | undefined>(names.map((file) => [file, undefined]))
  for (const [at, page] of pages.entries()) files.set(page, texts[at])
  return {folder, pages, files}
}
