import {mkdir, readFile, writeFile} from 'node:fs/promises'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import {onTestFinished} from 'vitest'
import {folderTexts} from '../targets/folder-texts.js'
import {prepareVersion, share} from './prepare-version.js'
import {makeWorld} from './world.js'

/** What a host says of what is not there. */
export interface Missing {
  status: number
  text?: string
  /** Where it sends visitors to. `elsewhere` is the same machine under another name. */
  location?: string
}

/** A share that is served by a plain static server, behind a cache that can be filled. */
export async function setupServer() {
  const plain = await makeWorld()
  const shareOne = (session: string, to: string) =>
    share(session, {...plain.options, to, yes: true, prepare: prepareVersion('a')})
  const world = {...plain, shareOne}
  const cache = new Map<string, {type: string; text: string}>()
  const server = {
    cache,
    /** What was answered to whom. */
    asked: new Set<string>(),
    /** Addresses with a question mark that were asked for. */
    queries: [] as string[],
    missing: {status: 404} as Missing,
    /** Whether it gives nobody anything. */
    isClosed: false,
    close: () => {},
    /** Keep everything that is there. */
    async cacheAll() {
      for (const [file, text] of Object.entries(await folderTexts(world.publicFolder))) {
        const type = file.endsWith('.html') ? 'text/html' : 'text/plain'
        cache.set(`/${file}`, {type, text})
        cache.set(`/${file.replace(/index\.html$/, '')}`, {type, text})
      }
    },
  }
  const http = createServer(async (request, response) => {
    const [url = '/'] = (request.url ?? '').split('?')
    if (request.url?.includes('?')) server.queries.push(request.url)
    const kept = server.cache.get(url)
    const file = path.join(world.publicFolder, url, url.endsWith('/') ? 'index.html' : '')
    const text = server.isClosed ? undefined : await readFile(file).catch(() => undefined)
    const {missing} = server
    const {port} = http.address() as AddressInfo // It listens on a port, not on a pipe.
    if (kept) {
      const control = 'public, max-age=600'
      response.setHeader('server', 'cache of the test').setHeader('cache-control', control)
      response.setHeader('content-type', kept.type)
    } else if (!text && missing.location === 'elsewhere' && url !== '/sign-in') {
      response.setHeader('location', `http://localhost:${port}/sign-in`)
    }
    response.statusCode = kept || text || url === '/sign-in' ? 200 : missing.status
    server.asked.add(`${response.statusCode} ${url}`)
    response.end(kept?.text ?? text ?? missing.text ?? 'nothing')
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  server.close = () => {
    http.closeAllConnections()
    http.close()
  }
  onTestFinished(server.close)

  const {port} = http.address() as AddressInfo // It listens on a port, not on a pipe.
  await mkdir(world.cwd, {recursive: true})
  await writeFile(
    path.join(world.cwd, 'sessionpress.json'),
    `{"targets": {"web": {"type": "directory", "path": "public", "url": "http://127.0.0.1:${port}"}}}`,
  )
  const {shareID, shareURL} = await world.shareOne('ses_one', 'web')
  return {...world, server, shareID: shareID ?? '', shareURL}
}
