import path from 'node:path'
import {gzipSync} from 'node:zlib'
import fs from 'fs-extra'
import {measurePage} from './measure-page.mjs'

const most = 40

/** Sizes of a bundle against its session's, and what each of its pages costs a reader. */
export async function measureBundle(browser, file, folder) {
  const session = JSON.parse(withoutLog(await fs.readFile(file, 'utf8')))
  const names = (await fs.readdir(folder)).sort()
  const pages = await Promise.all(
    names
      .filter((name) => name.endsWith('.html'))
      .map(async (name) => {
        const bytes = await fs.readFile(path.join(folder, name))
        return {name, bytes: bytes.length, zipped: gzipSync(bytes).length}
      }),
  )
  const chosen = choose(pages)
  const measured = []
  for (const page of chosen)
    measured.push({...page, ...(await measurePage(browser, folder, page.name))})
  return {
    messages: session.messages.length,
    json: Buffer.byteLength(JSON.stringify(session)),
    files: names.length,
    html: sum(pages, 'bytes'),
    zipped: sum(pages, 'zipped'),
    index: pages.find(({name}) => name === 'index.html')?.bytes ?? 0,
    leftOut: pages.length - chosen.length,
    pages: measured,
  }
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

/** `opencode export` may put a line of its log in front. */
function withoutLog(text) {
  return text.replace(/^[^{]*/, '')
}

function sum(pages, key) {
  return pages.reduce((total, page) => total + page[key], 0)
}
