import fs from 'node:fs'
import http from 'node:http'
import type {AddressInfo} from 'node:net'
import path from 'node:path'

/** A proxy that a browser sends all of its traffic through. */
export interface RecordingProxy {
  /** What the browser has to be started with. */
  args: string[]
  /** Address that the folder is served at. */
  base: string
  /** Requests for anything but files of the folder, and take them off the list. */
  take(): string[]
  close(): Promise<void>
}

const host = 'bundle.test'

/**
 * Answers for the whole internet on loopback: files of one folder at an address of
 * their own, an empty page for everything else, which it remembers.
 */
export async function recordingProxy(folder: string): Promise<RecordingProxy> {
  let asked: string[] = []
  const server = http.createServer((request, response) => {
    const file = fileOf(request.url ?? '', folder)
    if (file !== undefined) {
      const type = types[path.extname(file)] ?? 'application/octet-stream'
      response.writeHead(200, {'content-type': type, 'cache-control': 'no-store'})
      fs.createReadStream(file).pipe(response)
      return
    }
    if (!isIcon(request.url)) asked.push(`${request.method} ${request.url}`)
    response.writeHead(200, {'content-type': 'text/html'}).end('<!DOCTYPE html><title>x</title>')
  })
  // An encrypted connection, or one that only warms up: the host alone is seen.
  server.on('connect', (request, socket) => {
    asked.push(`CONNECT ${request.url}`)
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as AddressInfo // Listening on TCP.
  return {
    // Loopback too, which browsers otherwise reach without a proxy.
    args: [`--proxy-server=http://127.0.0.1:${port}`, '--proxy-bypass-list=<-loopback>'],
    base: `http://${host}`,
    take() {
      const taken = asked
      asked = []
      return taken
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function fileOf(url: string, folder: string): string | undefined {
  if (!URL.canParse(url)) return undefined
  const {hostname, pathname} = new URL(url)
  if (hostname !== host) return undefined
  const file = path.join(folder, path.normalize(decoded(pathname)))
  return fs.statSync(file, {throwIfNoEntry: false})?.isFile() ? file : undefined
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** The browser asks for it by itself, whatever stands on a page. */
function isIcon(url: string | undefined): boolean {
  return url === `http://${host}/favicon.ico`
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}
