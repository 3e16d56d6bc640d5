import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'
import fs from 'fs-extra'

export interface CachingServer {
  url: string
  /** Forget everything, as a person does who clears a cache. */
  clear(): void
  close(): Promise<void>
}

interface CachingServerOptions {
  /** Seconds that it gives what it has seen once. */
  maxAge: number
  /** Whether it says so. @default true */
  tells?: boolean
}

interface Kept {
  bytes: Buffer
  since: number
}

/** A host with a cache before it: it goes on giving what it has given, whatever became of the file. */
export async function startCachingServer(
  folder: string,
  {maxAge, tells = true}: CachingServerOptions,
): Promise<CachingServer> {
  const kept = new Map<string, Kept>()
  const server = http.createServer(async (request, response) => {
    const address = new URL(request.url ?? '/', 'http://host').pathname
    const old = kept.get(address)
    const age = old ? (performance.now() - old.since) / 1000 : 0
    const isFresh = old !== undefined && age < maxAge
    const bytes = isFresh ? old.bytes : await readServed(folder, address)
    if (!bytes) {
      kept.delete(address)
      response.writeHead(404).end()
      return
    }
    if (!isFresh) kept.set(address, {bytes, since: performance.now()})
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      via: '1.1 stale-cache',
      'x-cache': isFresh ? 'HIT' : 'MISS',
      ...(tells && {'cache-control': `max-age=${maxAge}`, age: String(Math.floor(age))}),
    })
    response.end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // Listening on TCP.
  return {
    url: `http://127.0.0.1:${port}`,
    clear: () => kept.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function readServed(folder: string, address: string): Promise<Buffer | undefined> {
  const file = path.join(folder, path.posix.normalize(decodeURIComponent(address)))
  const name = address.endsWith('/') ? path.join(file, 'index.html') : file
  return await fs.readFile(name).catch(() => undefined)
}
