import path from 'node:path'
import {gzipSync} from 'node:zlib'
import fs from 'fs-extra'
import {measurePage} from './measure-page.mjs'

const most = 40

/** Files and bytes of what a command made, each file gzipped by itself as a host does. */
export async function measureOutput(output) {
  const files = await listFiles(output)
  const sizes = await Promise.all(
    files.map(async (file) => {
      const bytes = await fs.readFile(file)
      const name = path.relative(output, file)
      return {name, bytes: bytes.length, zipped: gzipSync(bytes).length}
    }),
  )
  const pages = sizes.filter(({name}) => /\.html?$/.test(name) || name === '')
  return {
    files: sizes.length,
    bytes: sum(sizes, 'bytes'),
    zipped: sum(sizes, 'zipped'),
    html: sum(pages, 'bytes'),
    htmlZipped: sum(pages, 'zipped'),
    index: pages.find(({name}) => name === 'index.html')?.bytes ?? 0,
    sizes: pages,
  }
}

/** What the pages of a bundle cost a reader. */
export async function measurePages(browser, folder, pages) {
  const chosen = choose(pages)
  const measured = []
  for (const page of chosen)
    measured.push({...page, ...(await measurePage(browser, folder, page.name))})
  return {leftOut: pages.length - chosen.length, pages: measured}
}

async function listFiles(output) {
  if (!(await fs.pathExists(output))) return []
  if ((await fs.stat(output)).isFile()) return [output]
  const entries = await fs.readdir(output, {recursive: true, withFileTypes: true})
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
}

/** At most forty pages, evenly spread; the first and the heaviest are always among them. */
function choose(pages) {
  if (pages.length <= most) return pages
  const heaviest = pages.reduce((one, other) => (other.bytes > one.bytes ? other : one))
  const step = pages.length / (most - 2)
  const spread = Array.from({length: most - 2}, (_, at) => pages[Math.floor(at * step)])
  const chosen = new Set([...pages.filter(({name}) => name === 'index.html'), heaviest, ...spread])
  return pages.filter((page) => chosen.has(page))
}

function sum(files, key) {
  return files.reduce((total, file) => total + file[key], 0)
}
