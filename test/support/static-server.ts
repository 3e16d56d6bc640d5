import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import fs from 'fs-extra'

export interface StaticServer {
  url: string
  close(): Promise<void>
}

/** A plain static host on loopback: files as they lie, `index.html` for folders, 404 for the rest. */
export async function serveFolder(folder: string): Promise<StaticServer> {
  const server = http.createServer(async (request, response) => {
    const file = await fileFor(folder, request.url ?? '/')
    if (!file) {
      response.writeHead(404, {'content-type': 'text/plain'}).end('not found')
      return
    }
    response.writeHead(200, {
      'content-type': types[path.extname(file)] ?? 'application/octet-stream',
    })
    fs.createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // Listening on TCP.
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
}

async function fileFor(folder: string, url: string): Promise<string | undefined> {
  const name = path.normalize(decodeURIComponent(new URL(url, 'http://x').pathname))
  const file = path.join(folder, name)
  for (const candidate of [file, path.join(file, 'index.html')]) {
    const found = await fs.stat(candidate).catch(() => undefined)
    if (found?.isFile()) return candidate
  }
  return undefined
}
